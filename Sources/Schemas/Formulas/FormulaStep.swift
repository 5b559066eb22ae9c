/// A step of a stack machine: values are pushed, operators take theirs from the top.
enum FormulaStep: Sendable {
  case number(Double)
  case variable(String, offset: Int)
  case negation
  case operation(UInt8, offset: Int)
}
