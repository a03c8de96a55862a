/// A message as it was received, wherever it lies: in memory, or in a file too large to be held there.
package protocol MessageBytes {
  associatedtype Failure: Error

  var count: Int { get }

  /// The bytes of a range within `0..<count`.
  func bytes(in range: Range<Int>) throws(Failure) -> ArraySlice<UInt8>
}

extension Array: MessageBytes where Element == UInt8 {
  package typealias Failure = Never

  package func bytes(in range: Range<Int>) -> ArraySlice<UInt8> { self[range] }
}
