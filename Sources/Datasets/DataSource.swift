package import Schemas

/// Where an experiment's numbers come from. A new source is one file and one line in `AllSources`.
package protocol DataSource: Configurable {
  /// How many numbers it gives; known before any is made.
  var count: Int { get }

  /// The numbers, `count` of them.
  func values() -> [Float]
}
