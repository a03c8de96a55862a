package import Storage

/// Words with places for values: `{number}`. Only the places of its kind are any; whatever else stands in braces is words, and a
/// value is never looked at for places. There is nothing that it could do but take values in.
package struct TemplateText: Sendable, Equatable {
  enum Piece: Sendable, Equatable {
    case words(String)
    case place(MailTemplate.Place)
  }

  let pieces: [Piece]

  package init(_ text: String, for kind: RequesterMail.Kind) {
    let known = MailTemplate.places(of: kind)
    var (pieces, words) = ([Piece](), "")
    for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      guard index > 0 else {
        words = String(part)
        continue
      }
      guard let close = part.firstIndex(of: "}"), let place = MailTemplate.Place(rawValue: String(part[..<close])),
        known.contains(place)
      else {
        words += "{" + part
        continue
      }
      if !words.isEmpty { pieces.append(.words(words)) }
      pieces.append(.place(place))
      words = String(part[part.index(after: close)...])
    }
    if !words.isEmpty { pieces.append(.words(words)) }
    self.pieces = pieces
  }

  /// As plain text.
  package func filled(_ values: [MailTemplate.Place: String]) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .place(let place): values[place] ?? ""
      }
    }.joined()
  }

  /// As paragraphs of HTML: what stands between empty lines is one.
  ///
  /// - Parameter blocks: values that are HTML already; each stands between the paragraphs.
  package func html(_ values: [MailTemplate.Place: String], blocks: [MailTemplate.Place: String]) -> String {
    var (parts, words) = ([String](), "")
    func close() {
      let paragraphs = words.replacing("\r\n", with: "\n").split(separator: /\n[ \t]*\n/)
      parts += paragraphs.map { String($0.trimmingPrefix(/\s+/)) }.filter { !$0.allSatisfy(\.isWhitespace) }
        .map { "<p>\($0.htmlText.replacing("\n", with: "<br>\n"))</p>" }
      words = ""
    }
    for piece in pieces {
      switch piece {
      case .words(let text): words += text
      case .place(let place):
        if let block = blocks[place] {
          close()
          parts.append(block)
        } else {
          words += values[place] ?? ""
        }
      }
    }
    close()
    return parts.joined(separator: "\n")
  }
}

extension String {
  /// Nothing in it is markup any more, in an element or in an attribute's quotation marks.
  var htmlText: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
