extension ArraySlice<Double> {
  /// The class that a row of numbers stands for: the place of the largest, the first of equal ones.
  package var classOfRow: Int {
    var best = startIndex
    for index in indices where self[index] > self[best] { best = index }
    return best - startIndex
  }
}
