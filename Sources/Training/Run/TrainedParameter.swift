import Engine
package import Graphs

/// A parameter after training, still in the arena: to be read while it is told.
package struct TrainedParameter {
  package let name: String
  package let shape: Shape
  private let arena: Arena
  private let buffer: Buffer

  init(name: String, shape: Shape, arena: Arena, buffer: Buffer) {
    self.name = name
    self.shape = shape
    self.arena = arena
    self.buffer = buffer
  }

  /// A copy of all values, row-major.
  package var tensor: Tensor { Tensor(shape, arena.read(buffer)) }

  /// The values in order, some thousands at a time, so that a large parameter is not in memory twice.
  package func eachPiece(_ body: ([Float]) -> Void) {
    let length = 1 << 14
    for start in stride(from: 0, to: buffer.count, by: length) {
      body(
        arena.read(
          Buffer(offset: buffer.offset + start, count: min(length, buffer.count - start))))
    }
  }
}
