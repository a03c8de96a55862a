package import StrictJSON

/// A value that a path found, and where it stands.
package struct JSONNode: Sendable {
  package let value: JSONValue
  let trail: Trail

  init(_ root: JSONValue) {
    value = root
    trail = .root
  }

  private init(_ value: JSONValue, _ trail: Trail) {
    self.value = value
    self.trail = trail
  }

  func member(_ name: String, _ value: JSONValue) -> JSONNode { JSONNode(value, .member(trail, name)) }

  func element(_ index: Int, _ value: JSONValue) -> JSONNode { JSONNode(value, .element(trail, index)) }

  /// The one path that finds this node and no other.
  package var path: NormalizedPath { NormalizedPath(trail) }
}

/// The way from the root, shared by all that stand below one node.
indirect enum Trail: Sendable {
  case root
  case member(Trail, String)
  case element(Trail, Int)
}

/// Where a node stands, in the one form that RFC 9535, section 2.7, gives it: `$['items'][0]['id']`.
package struct NormalizedPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    case member(String)
    case element(Int)
  }

  package let steps: [Step]

  init(_ trail: Trail) {
    var steps: [Step] = []
    var trail = trail
    walk: while true {
      switch trail {
      case .root: break walk
      case .member(let outer, let name):
        steps.append(.member(name))
        trail = outer
      case .element(let outer, let index):
        steps.append(.element(index))
        trail = outer
      }
    }
    self.steps = steps.reversed()
  }
}

extension NormalizedPath: CustomStringConvertible {
  /// It is a path itself, and finds the node when it is asked.
  package var description: String {
    "$"
      + steps.map { step in
        switch step {
        case .member(let name): "['\(Self.escaped(name))']"
        case .element(let index): "[\(index)]"
        }
      }.joined()
  }

  private static func escaped(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar {
      case "'": text.append(contentsOf: "\\'".unicodeScalars)
      case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
      case "\u{08}": text.append(contentsOf: "\\b".unicodeScalars)
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\u{0C}": text.append(contentsOf: "\\f".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      case "\u{00}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).unicodeScalars)
      case _: text.append(scalar)
      }
    }
    return String(text)
  }
}
