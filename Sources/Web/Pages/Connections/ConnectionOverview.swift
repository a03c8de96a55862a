import ConnectorKit
import Foundation
import Storage
import StrictJSON
import Ticketing

/// What a connection's page shows.
struct ConnectionOverview {
  let entries: [SettingsPages.Entry]
  let path: String
  let name: String
  let kind: String
  let state: ConnectionState
  let since: TimeView
  let problem: String?
  let trial: ConnectionTrial?
  /// Nil where it was never set up to its end.
  let standing: ConnectionStanding?
  let isUnfinished: Bool
  let canPause: Bool
  let canResume: Bool
  let hasMoves: Bool
  let settings: [SettingLine]
  let hasHook: Bool
  /// Its own addresses, of a connection to a desk that is known by its mails.
  let mail: MailAddresses?
  let isPolled: Bool
  let partnerPath: String?

  init(
    _ linked: LinkedDesk, _ health: ConnectionHealth?, _ trial: ConnectionTrial?, entries: [SettingsPages.Entry],
    path: String, base: String, mail: MailAddresses?, problem: String?, _ clock: PageClock, _ catalogue: Catalogue
  ) {
    let connection = linked.connection
    self.entries = entries
    self.path = path
    self.problem = problem
    self.trial = trial
    self.mail = mail
    name = connection.name
    kind = linked.title
    state = ConnectionState(connection, catalogue)
    since = TimeView(connection.createdAt, clock)
    standing = health.map { ConnectionStanding($0, linked, clock, catalogue) }
    isUnfinished = connection.state == .founding
    canPause = connection.state == .active
    canResume = connection.state == .paused
    hasMoves = connection.isOpen
    settings = SettingLine.all(of: linked, catalogue)
    isPolled = linked.isPolled
    hasHook = connection.isOpen && linked.type?.hasAddress == true
    partnerPath = connection.partnership.map { "\(base)/partners/\($0)" }
  }
}

extension ConnectionOverview {
  struct MailAddresses {
    let secret: String
    let writing: String

    init(_ addresses: ConnectionAddresses) { (secret, writing) = (addresses.secret, addresses.writing) }
  }
}

/// How it fares, as lines.
struct ConnectionStanding {
  /// Whether the external desk answers; in one sentence.
  let answers: String
  let isTroubled: Bool
  let asked: TimeView?
  let lastHeard: TimeView?
  let lastTold: TimeView?
  let onTheWay: Int
  let failed: Int
  let refusedCount: Int
  let unmatchedCount: Int
  let behindCount: Int
  let isFailing: Bool
  let isMisfit: Bool
  /// Which tab of the inbox tells of what waits.
  let inboxQuery: String
  let rows: [ReportRow]
  let hasRows: Bool

  init(_ health: ConnectionHealth, _ linked: LinkedDesk, _ clock: PageClock, _ catalogue: Catalogue) {
    let failures = health.poll?.failures ?? 0
    isTroubled = health.leftAlone != nil || failures > 0
    if linked.connector == nil {
      answers = catalogue["connections.answers_misfit"]
    } else if linked.connection.state == .paused {
      answers = catalogue["connections.answers_paused"]
    } else if let until = health.leftAlone {
      answers = catalogue.text("connections.answers_left_alone", ["time": clock.short(until)])
    } else if failures > 0, let next = health.poll?.nextAt {
      answers = catalogue.text("connections.answers_not", ["count": "\(failures)", "time": clock.short(next)])
    } else {
      answers = catalogue["connections.answers_well"]
    }
    asked = linked.connection.state == .paused ? nil : health.poll.map { TimeView($0.nextAt, clock) }
    lastHeard = health.heard.first.map { TimeView($0.receivedAt, clock) }
    lastTold = health.told.map { TimeView($0.finishedAt ?? $0.createdAt, clock) }
    onTheWay = health.onTheWay
    failed = health.failed
    refusedCount = health.refused
    unmatchedCount = health.unmatched
    behindCount = health.behind
    isFailing = health.failed > 0
    isMisfit = health.refused + health.unmatched > 0
    inboxQuery = health.refused > 0 ? "" : health.unmatched > 0 ? "?state=unmatched" : "?state=latest"
    rows = health.heard.map { ReportRow($0, linked.mapping, clock, catalogue) }
    hasRows = !rows.isEmpty
  }
}

/// One setting as it stands; of a secret only that it is there.
struct SettingLine {
  let about: String
  let answer: String

  static func all(of linked: LinkedDesk, _ catalogue: Catalogue) -> [SettingLine] {
    guard let type = linked.type else { return [] }
    let words = ConnectorWords(type, catalogue)
    let kept = (try? JSONReader.read(linked.connection.settings))?.object ?? JSONObject()
    return type.schema.fields.map { field in
      SettingLine(about: words.label(field), answer: answer(field, kept, linked.connection.secrets, words, catalogue))
    }
  }

  private static func answer(
    _ field: SettingsField, _ kept: JSONObject, _ secrets: [String: String], _ words: ConnectorWords,
    _ catalogue: Catalogue
  ) -> String {
    guard !field.isSecret else {
      return catalogue[secrets[field.key] == nil ? "connections.not_given" : "connections.secret_kept"]
    }
    guard let value = kept[field.key] ?? field.standard else { return catalogue["connections.not_given"] }
    switch field.form {
    case .flag: return catalogue[value.bool == true ? "connections.yes" : "connections.no"]
    case .choice(let choices):
      return choices.first { .string($0.value) == value }.map { words.choice($0, of: field) } ?? ""
    case .line, .text, .address, .number: return ConnectionForm.text(value)
    }
  }
}
