/// Words with names in double braces, and with parts that are shown only where a name has a value: `{{#name}}…{{/name}}`, or
/// where it has none: `{{^name}}…{{/name}}`. Nothing is computed, called or looked up beyond the values handed in, and what a
/// value holds is never read as a template again.
package struct Template: Sendable, Equatable {
  package indirect enum Piece: Sendable, Equatable {
    case words(String)
    case value(String)
    case part(String, isShownWhereEmpty: Bool, [Piece])
  }

  package let pieces: [Piece]

  private static let deepest = 8
  private static let mostPieces = 1_000

  package init(_ text: String) throws(TemplateFault) {
    var open: [(name: String, isShownWhereEmpty: Bool, pieces: [Piece])] = [("", false, [])]
    var rest = text[...]
    var count = 0
    while let start = rest.firstRange(of: "{{") {
      if start.lowerBound > rest.startIndex { open.add(.words(String(rest[..<start.lowerBound]))) }
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else { throw .unclosed }
      let tag = rest[start.upperBound..<end.lowerBound]
      rest = rest[end.upperBound...]
      count += 1
      guard count <= Self.mostPieces else { throw .tooLong }
      let name = try Self.name(tag.first.map { "#^/".contains($0) } ?? false ? tag.dropFirst() : tag)
      switch tag.first {
      case "#", "^":
        guard open.count <= Self.deepest else { throw .tooDeep }
        open.append((name, tag.first == "^", []))
      case "/":
        guard open.count > 1, let part = open.popLast(), part.name == name else { throw .unopened(name) }
        open.add(.part(part.name, isShownWhereEmpty: part.isShownWhereEmpty, part.pieces))
      case _: open.add(.value(name))
      }
    }
    if !rest.isEmpty { open.add(.words(String(rest))) }
    guard open.count == 1, let whole = open.first else { throw .unended(open.last?.name ?? "") }
    pieces = whole.pieces
  }

  /// Every name that it speaks of.
  package var names: Set<String> { Self.names(pieces) }

  private static func names(_ pieces: [Piece]) -> Set<String> {
    var names: Set<String> = []
    for piece in pieces {
      switch piece {
      case .words: break
      case .value(let name): names.insert(name)
      case .part(let name, _, let inner): names.formUnion(self.names(inner).union([name]))
      }
    }
    return names
  }

  private static func name(_ tag: Substring) throws(TemplateFault) -> String {
    let bytes = tag.utf8.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
    let name = String(decoding: Array(bytes), as: UTF8.self)
    let isName = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || "._-".utf8.contains($0)
    }
    guard isName, (1...100).contains(name.utf8.count) else { throw .malformedName(String(name.prefix(100))) }
    return name
  }
}

extension [(name: String, isShownWhereEmpty: Bool, pieces: [Template.Piece])] {
  fileprivate mutating func add(_ piece: Template.Piece) { self[count - 1].pieces.append(piece) }
}

/// Why text is no template.
package enum TemplateFault: Error, Sendable, Equatable {
  case unclosed
  case unopened(String)
  case unended(String)
  case malformedName(String)
  case tooDeep
  case tooLong
}

extension TemplateFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unclosed: "has “{{” without “}}”"
    case .unopened(let name): "ends “\(name)”, which is not the part that was begun last"
    case .unended(let name): "begins “\(name)” and does not end it"
    case .malformedName(let name): "has “\(name)” where a name belongs: letters, digits, “.”, “_” and “-”"
    case .tooDeep: "has parts within parts, too deep"
    case .tooLong: "has too many names"
    }
  }
}
