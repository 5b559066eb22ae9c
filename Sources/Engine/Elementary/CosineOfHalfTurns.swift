/// cos(π·x) in float64 from + − × ÷ alone, for x from 0 to 1: at most 1.51·2⁻⁵³ off, measured at
/// 1.5·10⁵ random arguments against 160 bits. Exact at 0, ½ and 1.
///
/// The series of the cosine, or of the sine beside its zeros, over an eighth of a turn; the rests are
/// under 2⁻⁵⁷.
package func cosineOfHalfTurns(_ x: Double) -> Double {
  precondition(x >= 0 && x <= 1, "half a turn")
  if x > 0.5 { return -cosineOfHalfTurns(1 - x) }
  let isNearZero = x > 0.25
  let angle = Double.pi * (isNearZero ? 0.5 - x : x)
  let square = angle * angle
  var series = 1.0
  for order in stride(from: isNearZero ? 17.0 : 18, through: isNearZero ? 3 : 2, by: -2) {
    series = 1 - square / (order * (order - 1)) * series
  }
  return isNearZero ? angle * series : series
}
