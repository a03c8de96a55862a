/// A line of HTML as people see it.
package struct HTMLLine: Sendable, Equatable {
  /// Without white space at its end; quoted lines begin with `> `.
  package internal(set) var text: String
  /// The first node that stands in the line.
  package let firstNode: Int
}
