import Foundation

/// A secret as authenticator apps take it: as text to type, and as the address that a picture of squares holds.
package struct AuthenticatorKey: Sendable {
  private let secret: Secret<[UInt8]>

  package init(_ secret: [UInt8]) { self.secret = Secret(secret) }

  /// Base 32 in RFC 4648's alphabet (section 6), which is not the one of our tokens, without padding: none is needed where
  /// five bytes divide the length.
  package var text: Secret<String> {
    var characters: [UInt8] = []
    var (pending, bits): (UInt32, Int) = (0, 0)
    for byte in secret.expose() {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        characters.append(Self.alphabet[Int(pending >> bits & 31)])
      }
      pending &= 1 << bits - 1
    }
    if bits > 0 { characters.append(Self.alphabet[Int(pending << (5 - bits) & 31)]) }
    return Secret(String(decoding: characters, as: UTF8.self))
  }

  /// The text in groups of four, for whoever types it.
  package var groups: Secret<String> {
    let letters = Array(text.expose().utf8)
    let groups = stride(from: 0, to: letters.count, by: 4).map { letters[$0..<min($0 + 4, letters.count)] }
    return Secret(groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
  }

  /// The key URI that the apps agreed on (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
  ///
  /// - Parameters:
  ///   - issuer: the desk, as the app will name it.
  ///   - account: the person's address.
  package func address(issuer: String, account: String) -> Secret<String> {
    // A colon parts the two, so that neither may have one.
    let (issuer, account) = (Self.escaped(issuer), Self.escaped(account))
    return Secret(
      "otpauth://totp/\(issuer):\(account)?secret=\(text.expose())&issuer=\(issuer)&algorithm=SHA1"
        + "&digits=\(TimedCode.digits)&period=\(TimedCode.period)")
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  private static func escaped(_ text: String) -> String {
    text.replacing(":", with: " ").utf8.map { byte in
      unreserved.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
