/// sin(2π·x) in float64 from + − × ÷ alone, for x from 0 to 1: as exact as `cosineOfHalfTurns`, of
/// which it is a piece. Exact at every quarter.
package func sineOfTurns(_ x: Double) -> Double {
  precondition(x >= 0 && x <= 1, "one turn")
  return x > 0.5 ? -sineOfTurns(x - 0.5) : cosineOfHalfTurns((2 * x - 0.5).magnitude)
}
