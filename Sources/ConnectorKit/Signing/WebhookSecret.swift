import Foundation

/// The secret of one outgoing webhook, as the Standard Webhooks specification writes it: `whsec_` and base 64 of 24 to 64 bytes.
package struct WebhookSecret: Sendable {
  let secret: SharedSecret

  package static let prefix = "whsec_"
  package static let lengths = 24...64

  /// Nil where it is too short to be safe, or longer than the specification allows.
  ///
  /// - Parameter bytes: random ones; 32 are usual.
  package init?(_ bytes: [UInt8]) {
    guard Self.lengths.contains(bytes.count) else { return nil }
    secret = SharedSecret(bytes)
  }

  /// Reads what a person was shown; with or without its prefix and padding.
  package init?(_ text: String) {
    let body = text.utf8.starts(with: Self.prefix.utf8) ? String(text.dropFirst(Self.prefix.count)) : text
    let letters = body.utf8.count
    guard letters <= 92, let bytes = Data(base64Encoded: body.hasSuffix("=") ? body : Self.padded(body)) else {
      return nil
    }
    self.init(Array(bytes))
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
  }

  /// What the receiver is shown, once.
  package var text: String { Self.prefix + Data(secret.bytes).base64EncodedString() }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: ["value": "***"]) }
}
