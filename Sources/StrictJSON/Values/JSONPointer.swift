/// Where in a document a value stands (RFC 6901): `` is the whole, `/tags/3` the fourth tag.
package struct JSONPointer: Sendable, Hashable {
  package private(set) var text = ""

  /// A name that a client made up may be as long as its body; only so much of it comes back in an answer.
  private static let longestName = 200

  package static let whole = JSONPointer()

  package init() {}

  package init(_ key: String) { text = "/" + JSONPointer.escaped(key) }

  package init(_ index: Int) { text = "/\(index)" }

  /// This pointer, read from inside the value that `outer` points to.
  package func under(_ outer: JSONPointer) -> JSONPointer {
    var pointer = outer
    pointer.text += text
    return pointer
  }

  private static func escaped(_ key: String) -> String {
    var name = String.UnicodeScalarView()
    var length = 0
    for scalar in key.unicodeScalars {
      length += UTF8.width(scalar)
      guard length <= longestName else {
        name.append("…")
        break
      }
      switch scalar {
      case "~": name.append(contentsOf: "~0".unicodeScalars)
      case "/": name.append(contentsOf: "~1".unicodeScalars)
      case _: name.append(scalar)
      }
    }
    return String(name)
  }
}

extension JSONPointer: CustomStringConvertible {
  package var description: String { text }
}

extension JSONPointer: ExpressibleByStringLiteral {
  /// Takes the pointer as it is written, escapes and all.
  package init(stringLiteral text: String) { self.text = text }
}
