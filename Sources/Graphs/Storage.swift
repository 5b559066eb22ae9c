/// Where a value's memory comes from and how long it lasts.
package enum Storage: Sendable, Hashable {
  /// Filled by the caller before each run.
  case input
  /// Kept from run to run: a parameter, an optimizer's moments, a layer's state.
  case persistent
  /// Computed by a node, gone when its last reader has run.
  case computed
}
