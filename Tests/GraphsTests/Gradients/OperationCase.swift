import Graphs

/// A small graph around one operation, to differentiate with respect to all its operands.
struct OperationCase: Sendable, CustomStringConvertible {
  let description: String
  let shapes: [Shape]
  let apply: @Sendable (inout Graph, [Value]) throws -> Value

  init(
    _ description: String, _ shapes: [Shape],
    _ apply: @escaping @Sendable (inout Graph, [Value]) throws -> Value
  ) {
    self.description = description
    self.shapes = shapes
    self.apply = apply
  }

  static let all: [OperationCase] = products + elementwise + parts + chosen + recurrent

  /// The batch of every case: samples a row stack is cut into.
  static let batch = 2

  private static let products = [
    OperationCase("Gemm", [[4, 3], [3, 5]]) { try $0.apply(Gemm(), $1[0], $1[1]) },
    OperationCase("Gemm with a row", [[4, 3], [3, 5], [5]]) {
      try $0.apply(Gemm(), $1[0], $1[1], $1[2])
    },
    OperationCase("Gemm with a matrix", [[4, 3], [3, 5], [4, 5]]) {
      try $0.apply(Gemm(), $1[0], $1[1], $1[2])
    },
    OperationCase("one weight in two products of different rows", [[4, 3], [2, 3], [3, 3]]) {
      let first = try $0.apply(Gemm(), $1[0], $1[2])
      let second = try $0.apply(Gemm(), $1[1], $1[2])
      return try $0.append(Concat(axis: 0), [first, second])[0]
    },
    OperationCase("a product's result times the same weight", [[4, 3], [3, 3], [3]]) {
      let first = try $0.apply(Gemm(), $1[0], $1[1], $1[2])
      return try $0.apply(Gemm(), first, $1[1], $1[2])
    },
    OperationCase("a weight that is also added", [[2, 2], [2, 2]]) {
      try $0.apply(Add(), $0.apply(Gemm(), $1[0], $1[1]), $1[1])
    },
  ]

  private static let elementwise = [
    OperationCase("Sigmoid", [[3, 7]]) { try $0.apply(Activation(.sigmoid), $1[0]) },
    OperationCase("Tanh", [[3, 7]]) { try $0.apply(Activation(.tanh), $1[0]) },
    OperationCase("Relu", [[3, 7]]) { try $0.apply(Activation(.relu), $1[0]) },
    OperationCase("Flush", [[3, 7]]) { try $0.apply(Flush(), $1[0]) },
    OperationCase("Add", [[3, 7], [3, 7]]) { try $0.apply(Add(), $1[0], $1[1]) },
    OperationCase("Add of a value to itself", [[3, 7]]) { try $0.apply(Add(), $1[0], $1[0]) },
    OperationCase("Mul", [[3, 7], [3, 7]]) { try $0.apply(Mul(), $1[0], $1[1]) },
    OperationCase("Mul of a value with itself", [[3, 7]]) { try $0.apply(Mul(), $1[0], $1[0]) },
    OperationCase("MultiplyAdd", [[3, 7], [3, 7], [3, 7]]) {
      try $0.apply(MultiplyAdd(), $1[0], $1[1], $1[2])
    },
    OperationCase("MultiplyAdd of one value", [[3, 7]]) {
      try $0.apply(MultiplyAdd(), $1[0], $1[0], $1[0])
    },
    OperationCase("three readers of one value", [[3, 7]]) {
      let sigmoid = try $0.apply(Activation(.sigmoid), $1[0])
      let tanh = try $0.apply(Activation(.tanh), $1[0])
      return try $0.apply(MultiplyAdd(), sigmoid, tanh, $1[0])
    },
  ]

  private static let parts =
    [
      OperationCase("Reshape", [[2, 6], [4, 2]]) {
        try $0.apply(Gemm(), $0.apply(Reshape([3, 4]), $1[0]), $1[1])
      },
      OperationCase("Split with a part that nobody reads", [[3, 5]]) {
        let parts = try $0.append(Split(axis: 1, sizes: [2, 1, 2]), [$1[0]])
        return try $0.apply(Mul(), parts[0], parts[2])
      },
      OperationCase("Concat of a value with itself", [[3, 2]]) {
        let tanh = try $0.apply(Activation(.tanh), $1[0])
        return try $0.append(Concat(axis: 1), [$1[0], tanh, $1[0]])[0]
      },
    ]
    + (0..<3).flatMap { axis in
      [
        OperationCase("Split of axis \(axis)", [[4, 4, 4]]) {
          let parts = try $0.append(Split(axis: axis, sizes: [1, 1, 2]), [$1[0]])
          let product = try $0.apply(Mul(), parts[0], parts[1])
          return try $0.append(Concat(axis: axis), [parts[2], product])[0]
        },
        OperationCase("Concat along axis \(axis)", [[2, 3, 4], [2, 3, 4]]) {
          let tanh = try $0.apply(Activation(.tanh), $1[1])
          return try $0.append(Concat(axis: axis), [$1[0], tanh])[0]
        },
      ]
    }

  private static let chosen = [
    OperationCase("Select of rows", [[4, 3], [4, 3]]) {
      try $0.apply(Select(), $0.mask([4]), $1[0], $1[1])
    },
    OperationCase("Select of elements", [[4, 3], [4, 3]]) {
      try $0.apply(Select(), $0.mask([4, 3]), $1[0], $1[1])
    },
    OperationCase("Select of a value or zeros", [[2, 3, 4]]) {
      try $0.apply(Select(), $0.mask([2, 3]), $1[0], nil)
    },
    OperationCase("Select of zeros or a value", [[2, 3, 4]]) {
      try $0.apply(Select(), $0.mask([2]), nil, $1[0])
    },
    OperationCase("Select of a value or itself", [[4, 3]]) {
      try $0.apply(Select(), $0.mask([4]), $1[0], $1[0])
    },
    OperationCase("Reverse", [[2, 3, 4], [4, 5]]) {
      try $0.apply(Gemm(), $0.apply(Reshape([6, 4]), $0.apply(Reverse(), $1[0])), $1[1])
    },
    OperationCase("Reverse of a matrix", [[3, 5], [3, 5]]) {
      try $0.apply(Mul(), $0.apply(Reverse(), $1[0]), $1[1])
    },
  ]

  /// Every set of outputs that are read, with and without a bias, initial states and a mask.
  private static let recurrent = [true, false].flatMap { hasBias in
    [true, false].flatMap { hasState in
      [true, false].flatMap { hasMask in
        (1..<8).map { outputs in
          lstm(
            hasBias: hasBias, hasState: hasState, hasMask: hasMask,
            read: [
              LSTMForward.Output.hidden, LSTMForward.Output.lastHidden,
              LSTMForward.Output.lastCell,
            ].enumerated().filter { outputs >> $0.offset & 1 == 1 }.map { $0.element })
        }
      }
    }
  }

  /// Operands are x, kernel, recurrent kernel, bias and initial h and c.
  private static func lstm(
    hasBias: Bool, hasState: Bool, hasMask: Bool, read: [Int]
  ) -> OperationCase {
    let text =
      "LSTM" + (hasBias ? ", bias" : "") + (hasState ? ", state" : "") + (hasMask ? ", mask" : "")
    let shapes: [Shape] = [[2, 4, 3], [3, 20], [5, 20], [20], [2, 5], [2, 5]]
    return OperationCase("\(text), outputs \(read)", shapes) {
      let state: [Value?] = hasState ? [$1[4], $1[5]] : [nil, nil]
      let mask = hasMask ? [$0.mask([2, 4])] : []
      let outputs = try $0.append(
        LSTMForward(), [$1[0], $1[1], $1[2], hasBias ? $1[3] : nil] + state + mask)
      var parts: [Value] = []
      for output in read {
        let rows = $0.shape(outputs[output]).elementCount / 5
        parts.append(try $0.apply(Reshape([rows, 5]), outputs[output]))
      }
      return try $0.append(Concat(axis: 0), parts)[0]
    }
  }
}

extension Graph {
  /// An input of bools.
  fileprivate mutating func mask(_ shape: Shape) -> Value {
    input("mask", TensorType(shape, .bool))
  }
}
