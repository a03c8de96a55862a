import Foundation
package import Storage

/// What is counted of a desk, in people's words.
package struct CensusWords: Sendable {
  private let desk: DeskCensus
  private let clock: PageClock
  private var catalogue: Catalogue { clock.catalogue }

  package init(_ desk: DeskCensus, _ clock: PageClock) {
    self.desk = desk
    self.clock = clock
  }

  /// `12 of 40`: open, and ever.
  package var tickets: String {
    catalogue.text("operator.open_of", ["open": "\(desk.openTickets)", "all": "\(desk.tickets)"])
  }

  /// `3, for 2 h`, or `0`.
  package func pile(_ pile: DeskCensus.Pile) -> String {
    guard let oldest = pile.oldest, pile.count > 0 else { return "0" }
    let span = Span.text(clock.now.timeIntervalSince(oldest), catalogue)
    return catalogue.text("operator.count_for", ["count": "\(pile.count)", "span": span])
  }

  /// Failed deliveries, and those missing where there are some.
  package var failed: String {
    guard desk.missing.count > 0 else { return pile(desk.parked) }
    return catalogue.text("operator.and_missing", ["failed": pile(desk.parked), "missing": pile(desk.missing)])
  }

  /// Mails that wait, and those that failed where there are some.
  package var mails: String {
    guard desk.parkedMails.count > 0 else { return pile(desk.waitingMails) }
    return catalogue.text(
      "operator.and_failed", ["waiting": pile(desk.waitingMails), "failed": "\(desk.parkedMails.count)"])
  }
}
