/// The beginning of words that may leave the desk by mail. It is made of a comment that may leave, and of no other: a mail
/// passes through other hands, whoever it is for.
package struct Excerpt: Sendable, Equatable {
  package let text: String

  /// In characters.
  package static let limit = 2_000

  package init(_ comment: SharedComment) { self.init(fromPartner: comment.comment.body) }

  /// A reason or a report that came from a partner: it has left a desk already.
  package init(fromPartner words: String) {
    text = words.count > Excerpt.limit ? words.prefix(Excerpt.limit) + "…" : words
  }
}
