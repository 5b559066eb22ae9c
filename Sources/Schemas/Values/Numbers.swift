package import Documents
package import YAML

extension Double: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Double? {
    guard let number = number(node, .number, &decoder) else { return nil }
    if number.isNaN {
      decoder.skip()
      return nil
    }
    guard number.isFinite else {
      decoder.report(.notFinite(value: spell(number, of: node)), at: node.range)
      return nil
    }
    // The engine computes in float32, where 1e-46 is zero: it must hold there too.
    let single = Double(Float(number))
    return (constraint.allows(number) && single.isFinite ? single : number)
      .checked(constraint, at: node, &decoder).map { _ in number }
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .number(constraint) }

  package var encoded: DataValue { .double(self) }

  /// The number that a scalar writes, or its formula gives; NaN where a variable of the formula has
  /// had a problem of its own.
  fileprivate static func number(
    _ node: Node, _ expected: DecodingProblem.Expected, _ decoder: inout Decoder
  ) -> Double? {
    guard case .scalar(let scalar) = node.content else {
      decoder.reportType(expected, node)
      return nil
    }
    if decoder.readsFormulas, isFormula(scalar) { return formula(scalar.text, node, &decoder) }
    guard !scalar.isText, let number = CoreNumber.number(scalar.text) else {
      if [".inf", "-.inf", "+.inf", ".nan"].contains(scalar.text.lowercased()) {
        decoder.report(.notFinite(value: scalar.text), at: node.range)
      } else {
        decoder.reportType(expected, node)
      }
      return nil
    }
    return number
  }

  private static func isFormula(_ scalar: Scalar) -> Bool {
    scalar.text.utf8.first == UInt8(ascii: "=")
  }

  private static func formula(
    _ text: String, _ node: Node, _ decoder: inout Decoder
  ) -> Double? {
    do throws(FormulaError) {
      return try Formula(String(text.dropFirst())).value(with: decoder.variables)
    } catch {
      decoder.report(
        .formula(error, text: text, variables: decoder.variables.allNames), at: node.range)
      return nil
    }
  }

  fileprivate func checked(
    _ constraint: Constraint, at node: Node, _ decoder: inout Decoder
  ) -> Double? {
    guard constraint.allows(self) else {
      decoder.report(
        .outOfRange(value: Double.spell(self, of: node), constraint: constraint), at: node.range)
      return nil
    }
    return self
  }

  /// A number as its scalar writes it, or as its formula gives it.
  fileprivate static func spell(_ number: Double, of node: Node) -> String {
    guard case .scalar(let scalar) = node.content, !isFormula(scalar) else {
      return spell(number)
    }
    return scalar.text
  }

  /// The number as a person writes it: without a fraction where there is none.
  package static func spell(_ number: Double) -> String {
    number.isFinite ? NumberText.told(number) : number.description
  }
}

extension Int: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Int? {
    guard let number = Double.number(node, .integer, &decoder) else { return nil }
    if number.isNaN {
      decoder.skip()
      return nil
    }
    guard number.rounded() == number else {
      decoder.report(.notInteger(value: Double.spell(number)), at: node.range)
      return nil
    }
    guard let integer = Int(exactly: number), isExact(integer, at: node) else {
      decoder.report(
        .integerTooLarge(value: Double.spell(number, of: node), limit: exactLimit), at: node.range)
      return nil
    }
    return number.checked(constraint, at: node, &decoder).map { _ in integer }
  }

  /// Beyond it a float64, in which formulas count, no longer tells neighbouring integers apart.
  static let exactLimit = 1 << 53

  /// Whether the integer is what its scalar writes, not the nearest that a float64 has.
  private static func isExact(_ integer: Int, at node: Node) -> Bool {
    guard integer.magnitude <= exactLimit, case .scalar(let scalar) = node.content else {
      return false
    }
    return CoreNumber.integer(scalar.text).map { $0 == integer } ?? true
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .integer(constraint) }

  package var encoded: DataValue { .integer(self) }
}
