extension HTMLElement {
  /// The attributes that are shown, each with a value that can do nothing but what it says.
  func allowed(_ attributes: [HTMLAttribute]) -> [HTMLAttribute] {
    if self == .img { return picture(attributes) }
    var allowed: [HTMLAttribute] = []
    for attribute in attributes {
      guard let value = value(attribute) else { continue }
      allowed.append(HTMLAttribute(name: attribute.name, value: value))
    }
    if self == .a, allowed.contains(where: { $0.name == "href" }) {
      allowed.append(HTMLAttribute(name: "rel", value: "noopener noreferrer nofollow"))
      allowed.append(HTMLAttribute(name: "target", value: "_blank"))
    }
    return allowed
  }

  private func value(_ attribute: HTMLAttribute) -> String? {
    let value = attribute.value
    switch (attribute.name, self) {
    case ("title", _), ("lang", _): return value.utf8.count <= 1_024 ? value : nil
    case ("dir", _): return Self.word(value, of: ["ltr", "rtl", "auto"])
    case ("href", .a): return MailLink(value)?.text
    case ("align", _) where isBlock || isOfTable:
      return Self.word(value, of: ["left", "right", "center", "justify"])
    case ("valign", _) where isOfTable: return Self.word(value, of: ["top", "middle", "bottom", "baseline"])
    case ("colspan", .td), ("colspan", .th), ("rowspan", .td), ("rowspan", .th), ("span", .col), ("span", .colgroup),
      ("start", .ol), ("value", .li), ("border", .table), ("cellpadding", .table), ("cellspacing", .table):
      return Self.number(value)
    case ("width", _) where self == .table || isOfTable: return Self.length(value)
    case ("type", .ol): return ["1", "a", "A", "i", "I"].contains(value) ? value : nil
    case _: return nil
    }
  }

  /// A picture of the mail itself keeps its source. One from elsewhere would tell its sender who reads, when and where: its
  /// address is kept where no browser fetches it, for a reader who asks to see it.
  private func picture(_ attributes: [HTMLAttribute]) -> [HTMLAttribute] {
    var allowed: [HTMLAttribute] = []
    for attribute in attributes {
      switch attribute.name {
      case "src", "data-remote":
        guard let link = MailLink(attribute.value),
          !allowed.contains(where: { ["src", "data-remote"].contains($0.name) })
        else { continue }
        switch link.scheme {
        case .cid: if attribute.name == "src" { allowed.append(HTMLAttribute(name: "src", value: link.text)) }
        case .http, .https: allowed.append(HTMLAttribute(name: "data-remote", value: link.text))
        case .mailto: continue
        }
      case "alt", "title":
        allowed.append(HTMLAttribute(name: attribute.name, value: String(attribute.value.prefix(1_024))))
      case "width", "height":
        if let length = Self.length(attribute.value) {
          allowed.append(HTMLAttribute(name: attribute.name, value: length))
        }
      case _: continue
      }
    }
    return allowed
  }

  private static func word(_ value: String, of words: [String]) -> String? {
    let word = value.lowercased()
    return words.contains(word) ? word : nil
  }

  /// Up to four digits.
  private static func number(_ value: String) -> String? {
    (1...4).contains(value.utf8.count) && value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? value : nil
  }

  /// Pixels, or per cent.
  private static func length(_ value: String) -> String? {
    if value.hasSuffix("%") { return number(String(value.dropLast())).map { $0 + "%" } }
    return number(value.hasSuffix("px") ? String(value.dropLast(2)) : value)
  }
}
