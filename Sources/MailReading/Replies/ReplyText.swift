import MessageFormat

/// The text of an answer in its pieces: what is new in it, and what only comes with it. Joined they are the text again, to the
/// byte: nothing is thrown away, it is folded.
///
/// Each line is looked at a fixed number of times, and only short ones closely, so that the time is in proportion to the
/// length whatever the text is.
package struct ReplyText: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case words
    /// What was written before: quoted lines, and whatever stands below the head of an older mail.
    case quote
    /// A mail that was passed on: not the sender's words, but what they wanted to be read.
    case forwarded
    case signature
    /// What a lawyer had a server put below.
    case disclaimer
  }

  package struct Piece: Sendable, Equatable {
    package let kind: Kind
    package let text: String
  }

  package let pieces: [Piece]

  package init(_ text: String) {
    var lines = ReplyLines(text)
    lines.judge()
    pieces = lines.pieces
  }

  /// What the sender wants to be read, without empty lines around it.
  package var newWords: String { words { $0 == .words || $0 == .forwarded } }

  /// All but what was quoted: the sender's words with their signature.
  package var withoutQuotes: String { words { $0 != .quote } }

  private func words(_ isWanted: (Kind) -> Bool) -> String {
    let wanted = pieces.filter { isWanted($0.kind) }.map(\.text).joined()
    return String(decoding: wanted.utf8.trimmed, as: UTF8.self)
  }
}
