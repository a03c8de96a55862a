/// What is wrong with a message. None of them loses it: what could be read is there, and the raw message is kept by whoever
/// received it.
package enum MessageFault: Hashable, Sendable {
  /// Not one header field.
  case noHeaders
  /// Header fields that were not looked at, for their number or their length.
  case headersCut
  /// Among the header fields stands a line that is none.
  case lineThatIsNoField
  case partsTooDeep
  case tooManyParts
  /// Several parts are announced, but not how they are told apart.
  case noBoundary
  /// Several parts are announced, but none begins.
  case boundaryNeverSeen
  case partNotEnded
  /// The name of a charset that is not known; the text was read as what it looks like.
  case charsetUnknown
  /// The text is not in the charset that is named; it was read as what it looks like.
  case charsetWrong
  /// Bytes that are no text in any charset, shown as U+FFFD.
  case charactersLost
  case textCut
}
