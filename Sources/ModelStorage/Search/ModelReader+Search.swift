import Storage
import Ticketing

extension ModelReader {
  /// The condition that some words put on a ticket: each occurs in its own words or in one of its comments. There is no
  /// index: texts are read when they are looked through, which is what an index is held against.
  ///
  /// - Returns: nil where what was typed holds no word, so that nothing can match.
  func search(_ text: String?) -> ((Ticket) -> Bool)? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return { _ in true } }
    let wanted = SearchedWord.words(in: text).prefix(SearchedWord.maximumWords)
    guard !wanted.isEmpty else { return nil }
    return { [self] ticket in
      let words = words(of: ticket)
      return wanted.allSatisfy { wanted in words.contains { wanted.isFound(in: $0) } }
    }
  }

  private func words(of ticket: Ticket) -> [SearchedWord] {
    let comments = tables.comments.rows.filter { $0.ticket == ticket.id }.map(\.body)
    return ([ticket.subject, ticket.description] + comments).flatMap(SearchedWord.words)
  }
}
