/// References to characters: `&amp;`, `&#228;`, `&#xE4;`. Names are those of HTML 4; others stay as they are written.
enum HTMLReferences {
  static func resolved(_ bytes: ArraySlice<UInt8>, inAttribute: Bool) -> String {
    guard bytes.contains(0x26) || bytes.contains(0x0D) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.first {
      if byte == 0x26, let (scalar, length) = reference(rest, inAttribute: inAttribute) {
        plain += Array(String(scalar).utf8)
        rest = rest.dropFirst(length)
        continue
      }
      rest = rest.dropFirst()
      if byte == 0x0D {
        if rest.first != 0x0A { plain.append(0x0A) }
      } else {
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The character, and how many bytes it is written in.
  private static func reference(_ bytes: ArraySlice<UInt8>, inAttribute: Bool) -> (Unicode.Scalar, Int)? {
    let body = bytes.dropFirst()
    if body.first == 0x23 { return number(body.dropFirst()) }
    let name = body.prefix(10).prefix { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
    guard !name.isEmpty else { return nil }
    let after = body.dropFirst(name.count).first
    if after == 0x3B, let scalar = names[String(decoding: name, as: UTF8.self)] { return (scalar, name.count + 2) }
    // The oldest names count without their semicolon too, but in an address only where none could be meant.
    if inAttribute, after == 0x3D || name.count > 6 { return nil }
    var length = min(name.count, 6)
    while length >= 2 {
      if let scalar = oldest[String(decoding: name.prefix(length), as: UTF8.self)] {
        return inAttribute && length < name.count ? nil : (scalar, length + 1)
      }
      length -= 1
    }
    return nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    let isHex = bytes.first.map { $0 | 0x20 } == 0x78
    let digits = (isHex ? bytes.dropFirst() : bytes).prefix(12).prefix { byte in
      (0x30...0x39).contains(byte) || isHex && (0x61...0x66).contains(byte | 0x20)
    }
    guard !digits.isEmpty else { return nil }
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10) ?? 0xFFFF_FFFF
    let hasEnd = bytes.dropFirst(digits.count + (isHex ? 1 : 0)).first == 0x3B
    let length = 2 + (isHex ? 1 : 0) + digits.count + (hasEnd ? 1 : 0)
    return (scalar(value), length)
  }

  /// What the number means to browsers: windows-1252 between 128 and 159, and no control characters.
  private static func scalar(_ value: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(value) { return windows1252[Int(value - 0x80)] }
    if value == 0x09 || value == 0x0A { return Unicode.Scalar(UInt8(value)) }
    if value == 0x0D { return "\n" }
    guard value >= 0x20, value != 0x7F, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
    return scalar
  }

  private static let windows1252 = Array(
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

  /// U+00A0 to U+00FF, in their order, and four more.
  private static let oldest: [String: Unicode.Scalar] = {
    let latin =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro "
      + "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
      + "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
      + "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
      + "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute "
      + "thorn yuml"
    var names: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "AMP": "&", "LT": "<", "GT": ">",
    ]
    for (offset, name) in latin.split(separator: " ").enumerated() {
      names[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
    }
    return names
  }()

  private static let names: [String: Unicode.Scalar] = {
    let others =
      "apos ' OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ensp \u{2002} emsp \u{2003} thinsp \u{2009} "
      + "zwnj \u{200C} zwj \u{200D} ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • "
      + "hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ euro € image ℑ weierp ℘ real ℜ trade ™ "
      + "alefsym ℵ larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐ uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ "
      + "empty ∅ nabla ∇ isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ "
      + "cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ "
      + "perp ⊥ sdot ⋅ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦ Alpha Α Beta Β Gamma Γ "
      + "Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ "
      + "Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ "
      + "lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigmaf ς sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω check ✓ "
      + "colon : comma , period . sol / lpar ( rpar ) commat @ num # semi ; excl ! quest ? percnt % ast * plus + equals = "
      + "lowbar _ hyphen ‐ lbrack [ rbrack ] bsol \\ Tab \t NewLine \n"
    let words = others.split(separator: " ")
    var names = oldest
    var index = words.startIndex
    while index + 1 < words.endIndex {
      if let scalar = words[index + 1].unicodeScalars.first { names[String(words[index])] = scalar }
      index += 2
    }
    return names
  }()
}
