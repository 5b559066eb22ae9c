package import Graphs

/// What flows from one layer to the next.
package struct Signal: Sendable {
  /// [samples, …]
  package let value: Value
  /// Which time steps count, bool [samples, steps]; nil: all of them.
  package let mask: Value?
  /// The layer that dropped the time axis, by name, where that is why there is none.
  package let collapsedBy: String?

  package init(_ value: Value, mask: Value? = nil, collapsedBy: String? = nil) {
    self.value = value
    self.mask = mask
    self.collapsedBy = collapsedBy
  }
}

/// What a layer does with a mask.
package enum MaskRule: Sendable, Hashable {
  /// Each step is computed by itself: the output has the mask of the input.
  case passes
  /// It reads the mask; its outputs have the masks that it gives them.
  case uses
  /// It would lose the mask, so it takes no masked input.
  case refuses
}
