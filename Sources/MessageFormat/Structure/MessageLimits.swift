/// How much of a message is looked at. What lies beyond is no error: it stays in the raw message, and the message says so
/// among its faults.
package struct MessageLimits: Sendable {
  /// How deep parts may lie in parts; deeper ones are taken as they stand, unopened.
  package var depth = 24
  package var parts = 500
  /// Header fields of the message and all its parts together, and their bytes.
  package var fields = 2_000
  package var fieldBytes = 262_144
  /// Bytes of one field.
  package var oneField = 32_768
  /// Bytes of one text, before it is decoded.
  package var text = 2_097_152

  package init() {}
}
