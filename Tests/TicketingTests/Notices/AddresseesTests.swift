import Foundation
import Testing
import Ticketing

@Suite("Whom an event concerns")
struct AddresseesTests {
  /// A desk: Ada the admin, Ben and Cem of the team, Dora who wants nothing unassigned, Lea who only reads.
  private struct People {
    let listeners: [String: Listener]
    let team: TeamID
    let nobody: AgentID
    let empty: TeamID

    init() {
      var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
      let team: TeamID = moment.newID()
      self.team = team
      (nobody, empty) = (moment.newID(), moment.newID())
      func listener(_ role: Role, _ teams: [TeamID] = [], unassigned: Bool = true) -> Listener {
        Listener(
          agent: moment.newID(), role: role, teams: teams, choices: NoticeChoices(hearsOfUnassigned: unassigned))
      }
      listeners = [
        "Ada": listener(.admin), "Ben": listener(.agent, [team]), "Cem": listener(.agent, [team]),
        "Dora": listener(.agent, unassigned: false), "Lea": listener(.light, [team]),
      ]
    }

    func told(_ addressees: Addressees, but doer: String? = nil) -> Set<String> {
      let told = addressees.among(Array(listeners.values), but: doer.flatMap { listeners[$0]?.agent })
      return Set(listeners.filter { told.contains($0.value) }.keys)
    }
  }

  @Test("the assignee, whatever the team", arguments: ["Ada", "Ben", "Dora", "Lea"])
  func assignee(_ name: String) {
    let people = People()
    #expect(people.told(Addressees(assignee: people.listeners[name]?.agent, team: people.team)) == [name])
  }

  @Test("else the team's members who work tickets")
  func team() {
    let people = People()
    #expect(people.told(Addressees(assignee: nil, team: people.team)) == ["Ben", "Cem"])
  }

  @Test("else everybody who works tickets and hears of unassigned ones")
  func unassigned() {
    let people = People()
    #expect(people.told(Addressees(assignee: nil, team: nil)) == ["Ada", "Ben", "Cem"])
  }

  @Test("never who did it, and nobody instead of an assignee who did it")
  func doer() {
    let people = People()
    #expect(people.told(Addressees(assignee: nil, team: people.team), but: "Ben") == ["Cem"])
    #expect(people.told(Addressees(assignee: people.listeners["Ben"]?.agent, team: people.team), but: "Ben") == [])
  }

  @Test("an assignee without an active account has no ticket, and a team without anybody none either")
  func gone() {
    let people = People()
    #expect(people.told(Addressees(assignee: people.nobody, team: people.team)) == ["Ben", "Cem"])
    #expect(people.told(Addressees(assignee: people.nobody, team: people.empty)) == ["Ada", "Ben", "Cem"])
  }

  @Test(
    "unless chosen otherwise all is on the page, and by mail what cannot wait",
    arguments: [
      (NoticeKind.offered, true), (.assigned, false), (.reply, true), (.overdue, true), (.accepted, false),
      (.declined, true), (.withdrawn, false), (.completed, true), (.returned, true), (.recalled, false),
      (.reworked, false), (.confirmed, false), (.ended, false),
    ])
  func defaults(kind: NoticeKind, isMailed: Bool) throws {
    let listener = try #require(People().listeners["Ben"])
    let addressees = Addressees(assignee: listener.agent, team: nil)
    #expect(addressees.channels(of: kind, to: listener) == NoticeChannels(page: true, mail: isMailed))
  }

  @Test("a choice holds for its kind alone", arguments: [true, false], [true, false])
  func choice(page: Bool, mail: Bool) {
    let chosen = NoticeChannels(page: page, mail: mail)
    let choices = NoticeChoices(chosen: [.offered: chosen])
    #expect(choices[.offered] == chosen)
    for kind in NoticeKind.allCases where kind != .offered { #expect(choices[kind] == NoticeChoices()[kind]) }
  }

  @Test("a reply is mailed to whom the ticket is assigned, and to nobody else")
  func replies() throws {
    let people = People()
    let (ben, cem) = (try #require(people.listeners["Ben"]), try #require(people.listeners["Cem"]))
    let bens = Addressees(assignee: ben.agent, team: people.team)
    #expect(bens.channels(of: .reply, to: ben).mail)
    #expect(bens.channels(of: .reply, to: cem) == NoticeChannels(page: true, mail: false))
    #expect(Addressees(assignee: nil, team: people.team).channels(of: .reply, to: ben).mail == false)
  }
}
