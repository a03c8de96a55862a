import Foundation
import Storage
import Testing
import Ticketing
import Web

@Suite("The operator's list of desks")
struct DeskOrderTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func desk(_ name: String, _ change: (inout DeskCensus) -> Void = { _ in }) -> DeskCensus {
    var moment = Moment(now: now, seed: UInt64(name.utf8.reduce(0) { $0 * 31 + Int($1) }))
    var census = DeskCensus(tenant: Tenant(id: moment.newID(), slug: name, name: name, createdAt: now))
    change(&census)
    return census
  }

  private func pile(_ count: Int, _ secondsAgo: Double) -> DeskCensus.Pile {
    DeskCensus.Pile(count, oldest: now.addingTimeInterval(-secondsAgo))
  }

  @Test("begins with what hurts: failed and missing, then failed mails, then what waits longest, then by name")
  func trouble() {
    let desks = [
      desk("calm"), desk("also-calm"), desk("slow") { $0.waiting = pile(1, 900) },
      desk("busy") { $0.waiting = pile(50, 2) }, desk("unmailed") { $0.parkedMails = pile(1, 5) },
      desk("broken") { $0.parked = pile(1, 5) },
      desk("worse") { ($0.parked, $0.missing) = (pile(1, 5), pile(1, 5)) },
    ]
    let expected = ["worse", "broken", "unmailed", "slow", "busy", "also-calm", "calm"]
    #expect(DeskOrder.trouble.sorted(desks).map(\.tenant.slug) == expected)
    #expect(DeskOrder.trouble.sorted(desks.reversed()).map(\.tenant.slug) == expected)
  }

  @Test("is sorted by any of its columns, the most first", arguments: DeskOrder.allCases)
  func columns(_ order: DeskOrder) {
    let full = desk("zz") {
      ($0.people, $0.tickets, $0.openTickets, $0.openHandoffs, $0.fileBytes, $0.sessions) = (9, 9, 9, 9, 9, 9)
      ($0.waiting, $0.parked, $0.waitingMails) = (pile(1, 9), pile(1, 9), pile(1, 9))
    }
    let slugs = order.sorted([desk("aa"), full, desk("bb")]).map(\.tenant.slug)
    #expect(slugs == (order == .name ? ["aa", "bb", "zz"] : ["zz", "aa", "bb"]))
  }

  @Test("tells what is late after ten minutes, and what needs somebody at once")
  func health() {
    #expect(DeskHealth(desk("a"), at: now) == .fine)
    #expect(DeskHealth(desk("a") { $0.waiting = pile(9, 600) }, at: now) == .fine)
    #expect(DeskHealth(desk("a") { $0.waiting = pile(1, 601) }, at: now) == .late)
    #expect(DeskHealth(desk("a") { $0.waitingMails = pile(1, 601) }, at: now) == .late)
    #expect(DeskHealth(desk("a") { $0.parked = pile(1, 0) }, at: now) == .stuck)
    #expect(DeskHealth(desk("a") { $0.missing = pile(1, 0) }, at: now) == .stuck)
    #expect(DeskHealth(desk("a") { $0.parkedMails = pile(1, 0) }, at: now) == .stuck)
  }
}
