import MailReading
import RichText

/// The words of a mail as a page shows them: all of them, what was quoted, signed or added by a lawyer's rule folded away.
package enum FoldedMail {
  /// - Parameter label: what says that there is more, as plain text.
  package static func html(_ text: String, label: String) -> String {
    let pieces = ReplyText(text).pieces
    // Where nobody says anything new, all of it is shown: there is nothing else to read.
    guard pieces.contains(where: { isShown($0.kind) && $0.text.contains { !$0.isWhitespace } }) else {
      return Markdown.escaped(text)
    }
    return pieces.map { piece in
      let words = Markdown.escaped(String(piece.text.trimmingSuffix { $0.isNewline }))
      return isShown(piece.kind)
        ? words : "<details class=\"act\"><summary>\(label)</summary>\(words)</details>\n"
    }.joined()
  }

  private static func isShown(_ kind: ReplyText.Kind) -> Bool {
    switch kind {
    case .words, .forwarded: true
    case .quote, .signature, .disclaimer: false
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    guard let last = lastIndex(where: { !isDropped($0) }) else { return "" }
    return self[...last]
  }
}
