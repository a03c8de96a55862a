import Crypto
import Foundation

/// How a far side signs: a keyed hash over the raw bytes, written in some way into a header.
///
/// What is signed is given as pieces in their order (a time, a full stop, the body), as they came over the wire: a body that was
/// parsed and written again is another one.
package struct SignatureScheme: Sendable, Equatable {
  package enum Algorithm: Sendable, Equatable {
    /// For far sides that know nothing newer.
    case sha1
    case sha256
    case sha512
  }

  package enum Encoding: Sendable, Equatable {
    /// In letters of either case.
    case hex
    /// With its padding.
    case base64
  }

  package let algorithm: Algorithm
  package let encoding: Encoding
  /// What stands before it in the header: `sha256=`.
  package let prefix: String

  package init(_ algorithm: Algorithm, _ encoding: Encoding, prefix: String = "") {
    self.algorithm = algorithm
    self.encoding = encoding
    self.prefix = prefix
  }

  /// `X-Hub-Signature: sha256=…` (WebSub, and many who took it from there).
  package static let hub = SignatureScheme(.sha256, .hex, prefix: "sha256=")

  package func signature(of pieces: [[UInt8]], by secret: SharedSecret) -> String {
    let code = code(of: pieces, by: secret)
    switch encoding {
    case .hex: return prefix + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    case .base64: return prefix + Data(code).base64EncodedString()
    }
  }

  /// Whether one of the secrets made this signature. All of them are tried, each in constant time. An empty secret makes none.
  package func isValid(_ presented: String, of pieces: [[UInt8]], by secrets: [SharedSecret]) -> Bool {
    guard presented.utf8.starts(with: prefix.utf8),
      let code = Self.decoded(String(presented.utf8.dropFirst(prefix.utf8.count)) ?? "", encoding)
    else { return false }
    var isValid = false
    for secret in secrets where !secret.bytes.isEmpty {
      if isCode(code, of: pieces, by: secret) { isValid = true }
    }
    return isValid
  }

  private func code(of pieces: [[UInt8]], by secret: SharedSecret) -> [UInt8] {
    let (key, message) = (SymmetricKey(data: secret.bytes), pieces.flatMap { $0 })
    return switch algorithm {
    case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
    case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
    }
  }

  private func isCode(_ code: [UInt8], of pieces: [[UInt8]], by secret: SharedSecret) -> Bool {
    let (key, message) = (SymmetricKey(data: secret.bytes), pieces.flatMap { $0 })
    return switch algorithm {
    case .sha1: HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: message, using: key)
    case .sha256: HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
    case .sha512: HMAC<SHA512>.isValidAuthenticationCode(code, authenticating: message, using: key)
    }
  }

  private static func decoded(_ text: String, _ encoding: Encoding) -> [UInt8]? {
    guard (1...256).contains(text.utf8.count) else { return nil }
    switch encoding {
    case .base64: return Data(base64Encoded: text).map { Array($0) }
    case .hex:
      let digits = Array(text.utf8)
      guard digits.count.isMultiple(of: 2) else { return nil }
      var bytes: [UInt8] = []
      for index in stride(from: 0, to: digits.count, by: 2) {
        guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
        bytes.append(high << 4 | low)
      }
      return bytes
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case _: nil
    }
  }
}
