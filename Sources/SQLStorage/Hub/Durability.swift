/// How far a commit has to have come before its bodies are answered.
package enum Durability: Sendable {
  /// It survives a power cut.
  case onDisk
  /// It survives the end of the process; a power cut may take it back, never out of order. For what the relay would find
  /// out again: who works on a lane, and what the other desk has already.
  case inLog
}
