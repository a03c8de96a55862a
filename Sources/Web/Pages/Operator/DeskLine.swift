import Foundation
import Storage
import Ticketing

/// A desk as one line of the operator's list.
struct DeskLine {
  let name: String
  let slug: String
  let at: String
  let health: String
  let healthWords: String
  let people: String
  let tickets: String
  let handoffs: String
  let files: String
  let waiting: String
  let failed: String
  let hasFailed: Bool
  let mails: String
  let sessions: String

  init(_ desk: DeskCensus, _ clock: PageClock) {
    let words = CensusWords(desk, clock)
    name = desk.tenant.name
    slug = desk.tenant.slug
    at = "\(OperatorDeskPage.base)/\(desk.tenant.slug)"
    let health = DeskHealth(desk, at: clock.now)
    self.health = health.rawValue
    healthWords = clock.catalogue["operator.health_\(health.rawValue)"]
    people = "\(desk.people)"
    tickets = words.tickets
    handoffs = "\(desk.openHandoffs)"
    files = ByteCount.text(desk.fileBytes)
    waiting = words.pile(desk.waiting)
    failed = words.failed
    hasFailed = desk.parked.count + desk.missing.count > 0
    mails = words.mails
    sessions = "\(desk.sessions)"
  }
}
