import Foundation

/// A password as somebody typed it, within the bounds; its bytes are the UTF-8 of Unicode form C, so that
/// keyboards which compose letters in different ways give the same (RFC 8265, 4.2).
package struct Password: Sendable {
  package static let limitInBytes = 256
  package static let minimumInCharacters = 10

  let bytes: Secret<[UInt8]>

  /// A password that somebody signs in with.
  ///
  /// - Throws: `.tooLong`. One that is too short is simply wrong.
  package init(entered text: Secret<String>) throws(PasswordRefusal) {
    guard text.expose().utf8.count <= Self.limitInBytes else { throw .tooLong(limitInBytes: Self.limitInBytes) }
    let composed = Array(text.expose().precomposedStringWithCanonicalMapping.utf8)
    guard composed.count <= Self.limitInBytes else { throw .tooLong(limitInBytes: Self.limitInBytes) }
    bytes = Secret(composed)
  }

  /// A password that somebody chooses from now on: characters count as Unicode scalars (NIST SP 800-63B, 5.1.1.2).
  ///
  /// - Throws: `.tooShort` or `.tooLong`.
  package init(chosen text: Secret<String>) throws(PasswordRefusal) {
    try self.init(entered: text)
    guard String(decoding: bytes.expose(), as: UTF8.self).unicodeScalars.count >= Self.minimumInCharacters else {
      throw .tooShort(minimumInCharacters: Self.minimumInCharacters)
    }
  }
}
