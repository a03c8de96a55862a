import Storage
import Testing
import Ticketing
import Web

@Suite("The address of the list of tickets")
struct TicketListAddressTests {
  @Test("keeps what the list understands, and nothing else")
  func keepsItsOwn() {
    let address = TicketListAddress([
      "q": "paper jam", "view": "mine", "utm_source": "mail", "tag": "", "done": "saved",
    ])
    #expect(address.text() == "?view=mine&q=paper%20jam")
    #expect(TicketListAddress([:]).text() == "?")
  }

  @Test("writes what people type so that it comes back as it was", arguments: ["a&b=c", "50%+", "Düse #4", "x\"><y"])
  func survives(words: String) throws {
    let text = TicketListAddress(["q": words]).text(cursor: "abc-_==")
    let pairs = try QueryString.pairs(String(text.dropFirst()))
    #expect(pairs.map(\.value) == [words, "abc-_=="])
  }

  @Test("loses one filter with its chip, and all of them with another tab")
  func losesFilters() {
    let address = TicketListAddress(["view": "mine", "tag": "vip", "team": "x", "sort": "-priority"])
    #expect(address.with("tag", nil).text() == "?view=mine&team=x&sort=-priority")
    #expect(address.withoutFilters().with("view", "all").text() == "?view=all&sort=-priority")
    #expect(address.isNarrowed && !address.withoutFilters().isNarrowed)
  }
}

@Suite("A tab of the list of tickets")
struct TicketTabTests {
  private let me = AgentID("01900000-0000-7000-8000-000000000001")

  @Test("is the open tickets, unless somebody chose another or searches")
  func isChosen() {
    #expect(TicketTab(of: TicketListAddress([:])) == .open)
    #expect(TicketTab(of: TicketListAddress(["view": "nonsense"])) == .open)
    #expect(TicketTab(of: TicketListAddress(["view": "mine", "q": "jam"])) == .mine)
    for name in ["q", "requester", "partner_number"] { #expect(TicketTab(of: TicketListAddress([name: "7"])) == .all) }
  }

  @Test("narrows to what it says", arguments: TicketTab.allCases)
  func narrows(tab: TicketTab) throws {
    let me = try #require(me)
    var query = TicketQuery()
    tab.narrow(&query, for: me)
    let open = StatusCategory.allCases.filter { !$0.isEnded }
    #expect(query.categories == (tab == .all || tab == .partners ? [] : open))
    #expect(query.isHandedOver == (tab == .partners))
    #expect(query.assignee == (tab == .mine ? .agent(me) : tab == .unassigned ? .nobody : nil))
  }

  @Test("gives way to what somebody chose beside it")
  func givesWay() throws {
    let me = try #require(me)
    var query = TicketQuery()
    query.assignee = .nobody
    query.categories = [.closed]
    TicketTab.mine.narrow(&query, for: me)
    #expect(query.assignee == .nobody && query.categories == [.closed])
  }
}
