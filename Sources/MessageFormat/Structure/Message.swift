/// A message taken apart: its head, and a tree of parts, each with its head and the place of its bytes.
package struct Message: Sendable {
  /// All parts, the message itself first, each before those in it.
  package let parts: [MessagePart]
  package let faults: Set<MessageFault>

  /// The message's own head.
  package var fields: HeaderFields { parts[0].fields }
  package var root: MessagePart { parts[0] }
}
