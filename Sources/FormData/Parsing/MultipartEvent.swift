/// What a multipart body says, in this order: per part `partBegins`, any number of `bytes`, `partEnds`; then `formEnds`.
package enum MultipartEvent: Sendable, Equatable {
  case partBegins(MultipartPart)
  /// Never empty.
  case bytes([UInt8])
  case partEnds
  case formEnds
}
