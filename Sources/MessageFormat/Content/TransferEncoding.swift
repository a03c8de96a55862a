/// How a part's bytes were made fit for travelling (RFC 2045, 6). A word that means nothing leaves them as they are.
package enum TransferEncoding: Sendable, Equatable {
  case identity
  case quotedPrintable
  case base64
  case uuencode

  init(_ field: HeaderField?) {
    let word = field.map { String(decoding: $0.value.prefix { $0 != 0x3B }.trimmed, as: UTF8.self).lowercased() }
    self =
      switch word {
      case "quoted-printable", "quoted/printable", "qp": .quotedPrintable
      case "base64", "b": .base64
      case "x-uuencode", "uuencode", "x-uue", "uue": .uuencode
      case _: .identity
      }
  }
}
