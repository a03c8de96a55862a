/// An address that a mail may lead to. Of what browsers read as an address, only whole ones of four schemes are any.
package struct MailLink: Sendable, Equatable {
  package enum Scheme: String, Sendable, CaseIterable { case http, https, mailto, cid }

  package let scheme: Scheme
  /// Without white space at its ends and control characters within, as browsers read it; its scheme in lower case.
  package let text: String

  private static let longest = 8_192

  package init?(_ written: String) {
    guard written.utf8.count <= Self.longest else { return nil }
    // Browsers pass over these wherever they stand (URL Standard, 4.4), so that `java&Tab;script:` is a script to them.
    let kept = written.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    let text = String(String.UnicodeScalarView(kept)).trimmingSpaces
    if text.hasPrefix("//") || text.hasPrefix("\\\\") || text.hasPrefix("/\\") || text.hasPrefix("\\/") {
      // Of the mail's own scheme, which it has none of.
      let rest = text.dropFirst(2)
      guard let first = rest.unicodeScalars.first, first != "/", first != "\\" else { return nil }
      (scheme, self.text) = (.https, "https://" + rest)
      return
    }
    guard let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: text[..<colon].lowercased()),
      text[text.index(after: colon)...].unicodeScalars.contains(where: { $0.value > 0x20 })
    else { return nil }
    self.scheme = scheme
    self.text = scheme.rawValue + text[colon...]
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let scalars = unicodeScalars.drop { $0 == " " }
    guard let last = scalars.lastIndex(where: { $0 != " " }) else { return "" }
    return String(scalars[...last])
  }
}
