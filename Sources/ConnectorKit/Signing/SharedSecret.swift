import Crypto

/// What the hub and a far side both know, and nobody else does. However it is printed, it is `***`.
package struct SharedSecret: Sendable {
  let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ text: String) { bytes = Array(text.utf8) }

  /// For the header that shows it to the far side, and for nothing that is printed or kept.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether there is none.
  package var isEmpty: Bool { bytes.isEmpty }

  /// Whether somebody who shows this knows the secret. The time it takes tells neither where they differ nor how long it is.
  package func isKnown(by presented: String) -> Bool {
    // Digests are compared in constant time, and are of one length.
    SHA256.hash(data: Array(presented.utf8)) == SHA256.hash(data: bytes) && !bytes.isEmpty
  }
}

extension SharedSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: ["value": "***"]) }
}
