import Schemas
import Testing

/// Formulas: their values by hand, and every way to get one wrong with the place of it.
@Suite struct FormulaTests {
  private func value(
    _ text: String, _ variables: [(String, Double)] = []
  ) throws(FormulaError) -> Double {
    try Formula(text).value(with: Variables(variables))
  }

  @Test(
    arguments: [
      ("1", 1), ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 3 - 2", 5), ("24 / 4 / 2", 3),
      ("2 * 3 / 4", 1.5), ("8 - 2 + 1", 7), ("2 ^ 3 ^ 2", 512), ("(2 ^ 3) ^ 2", 64),
      ("-2^2", -4), ("(-2)^2", 4), ("2^-1", 0.5), ("-2^-2", -0.25), ("2 * -3", -6), ("--3", 3),
      ("-+-3", 3), ("+5", 5), ("1 - -1", 2), ("2^-2^2", 0.0625), ("3 * 2^2", 12),
      ("4 * ((1 + 1) * 5 + 5^2)", 140), ("5 * 1 + 1", 6), ("0^0", 1), ("0 / 5", 0),
      ("1e3", 1000), ("1E3", 1000), ("1e+3", 1000), ("25e-1", 2.5), ("1e3 + 1", 1001),
      ("1e3-1", 999),
      (".5", 0.5), ("5.", 5), ("0.1 + 0.2", 0.1 + 0.2), ("010", 10), ("2^10", 1024),
      ("2^1023 * 1.5", 0x1.8p1023), ("2^-1074", 0x1p-1074), ("10^22", 1e22), ("1^999999999", 1),
      ("(-1)^9007199254740991", -1), ("((((7))))", 7), ("1/3", 1.0 / 3),
    ] as [(String, Double)])
  func `has the value that arithmetic gives it`(text: String, expected: Double) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: ["1+2*3", " 1 + 2 * 3 ", "1\t+\t2*3", "1 +\n2 *\n3", "  1+2 *3"])
  func `has the same value however it is spaced`(text: String) throws {
    #expect(try value(text) == 7)
  }

  @Test func `uses variables by their whole names`() throws {
    let variables = [("a", 2.0), ("ab", 3), ("_x1", 5), ("e5", 7), ("E", 11)]
    #expect(try value("a + ab * _x1", variables) == 17)
    #expect(try value("e5", variables) == 7)
    #expect(try value("2 * E", variables) == 22)
    #expect(throws: FormulaError.unknownVariable(name: "abc", offset: 4)) {
      try self.value("a + abc", variables)
    }
    #expect(throws: FormulaError.unknownVariable(name: "A", offset: 0)) {
      try self.value("A", variables)
    }
  }

  @Test func `is silent where a variable has had a problem of its own`() throws {
    for text in ["x", "x + 1", "0 * x", "x / x", "1 - x ^ 2"] {
      #expect(try value(text, [("x", .nan)]).isNaN)
    }
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd(after: nil)),
      ("  ", .unexpectedEnd(after: nil)),
      ("1 +", .unexpectedEnd(after: 2)),
      ("2 * ( ", .unexpectedEnd(after: 4)),
      ("-", .unexpectedEnd(after: 0)),
      ("1 + * 2", .unexpected(text: "*", offset: 4)),
      ("()", .unexpected(text: ")", offset: 1)),
      ("(1))", .unexpected(text: ")", offset: 3)),
      ("1 % 2", .unexpected(text: "%", offset: 2)),
      ("7 × 2", .unexpected(text: "×", offset: 2)),
      ("1,5", .unexpected(text: ",", offset: 1)),
      ("1_000", .unexpected(text: "_000", offset: 1)),
      ("1.2.3", .unexpected(text: "1.2.3", offset: 0)),
      (".", .unexpected(text: ".", offset: 0)),
      ("1 2", .missingOperator(before: "2", offset: 2)),
      ("2x", .missingOperator(before: "x", offset: 1)),
      ("4(1 + 1)", .missingOperator(before: "(", offset: 1)),
      ("(1)(2)", .missingOperator(before: "(", offset: 3)),
      ("(1 x", .missingOperator(before: "x", offset: 3)),
      ("0x1F", .missingOperator(before: "x1F", offset: 1)),
      ("(1 + 2", .unclosedParenthesis(offset: 0)),
      ("2 * (1 + (2 * 3)", .unclosedParenthesis(offset: 4)),
      ("1 / 0", .divisionByZero(offset: 2)),
      ("1 / (2 - 2)", .divisionByZero(offset: 2)),
      ("0 / 0", .divisionByZero(offset: 2)),
      ("1 / -0", .divisionByZero(offset: 2)),
      ("0^-1", .divisionByZero(offset: 1)),
      ("2 ^ 0.5", .fractionalExponent(0.5, offset: 2)),
      ("2^(1/2)", .fractionalExponent(0.5, offset: 1)),
      ("2^1e300", .fractionalExponent(1e300, offset: 1)),
      ("1e400", .notFinite(text: "1e400", offset: 0)),
      ("1 + 1e400", .notFinite(text: "1e400", offset: 4)),
      ("10^400", .notFinite(text: "^", offset: 2)),
      ("10^400 - 10^400", .notFinite(text: "^", offset: 2)),
      ("1e308 * 10", .notFinite(text: "*", offset: 6)),
      ("1e308 + 1e308", .notFinite(text: "+", offset: 6)),
      ("-1e308 - 1e308", .notFinite(text: "-", offset: 7)),
      ("1e308 / 0.1", .notFinite(text: "/", offset: 6)),
    ] as [(String, FormulaError)])
  func `tells what is wrong and where`(text: String, expected: FormulaError) {
    #expect(throws: expected) { try self.value(text) }
  }

  @Test func `nests to its limit and no further`() throws {
    let limit = Formula.depthLimit
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    }
    #expect(try value(nested(limit)) == 1)
    #expect(throws: FormulaError.tooDeep(limit: limit, offset: limit)) {
      try self.value(nested(limit + 1))
    }
    let powers = String(repeating: "1^", count: limit) + "1"
    #expect(try value(powers) == 1)
    #expect(throws: FormulaError.tooDeep(limit: limit, offset: 2 * limit + 1)) {
      try self.value("1^" + powers)
    }
    // What stands side by side is not inside one another.
    #expect(try value(Array(repeating: "(1)", count: 200).joined(separator: "+")) == 200)
  }

  @Test func `has a longest length, so that no sum exhausts the stack`() throws {
    let longest = "1" + String(repeating: "+1", count: (Formula.lengthLimit - 1) / 2)
    #expect(try value(longest) == Double((Formula.lengthLimit + 1) / 2))
    #expect(throws: FormulaError.tooLong(limit: Formula.lengthLimit)) {
      try self.value(longest + "+1")
    }
    #expect(throws: FormulaError.tooLong(limit: Formula.lengthLimit)) {
      try self.value(String(repeating: "-", count: 1_000_000) + "1")
    }
  }

  @Test(arguments: ["length", "_", "a1", "_1", "Length", "x_y"])
  func `can use names of letters, digits and underscores`(name: String) {
    #expect(Formula.isName(name))
  }

  @Test(arguments: ["", "1a", "a-b", "a b", "größe", "a.b", " a", "長さ"])
  func `can use no other names`(name: String) {
    #expect(!Formula.isName(name))
  }
}
