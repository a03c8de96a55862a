package import Ticketing

/// Something that is not as it should be, found by `baton doctor`: all that was found of one kind.
package struct Finding: Sendable, Equatable {
  /// One place where it was found.
  package struct Case: Sendable, Equatable {
    /// Nil for what is no desk's own.
    package let tenant: TenantID?
    package let noun: Noun
    /// An id, the hash of a file, the name of a table; no word that anybody wrote.
    package let name: String
    /// What more there is to say: a column, what the engine says of itself.
    package let note: String?

    package init(tenant: TenantID?, noun: Noun, name: String, note: String? = nil) {
      self.tenant = tenant
      self.noun = noun
      self.name = name
      self.note = note
    }
  }

  /// What a name in a case names.
  package enum Noun: String, Sendable, CaseIterable, Codable {
    case database, page, table, migration, desk, agent, requester, team, customer, status, ticket, comment, attachment,
      file
    case partnership, handoff, delivery, lane, connection, report, notice, mail, answer, webhook, address
    case receivedMail = "received_mail"
    case mailAccount = "mail_account"
  }

  package let ailment: Ailment
  /// How often it was found.
  package let count: Int
  /// The first of them.
  package let cases: [Case]

  /// More are counted, not listed, so that a hub whose every row is wrong still fits into memory.
  package static let mostCases = 100

  package init(_ ailment: Ailment, count: Int, cases: [Case]) {
    self.ailment = ailment
    self.count = count
    self.cases = cases
  }

  package init(_ ailment: Ailment, _ cases: Case...) { self.init(ailment, count: cases.count, cases: cases) }
}

/// What one round of the doctor has found so far.
package struct Findings: Sendable {
  private var cases: [Ailment: [Finding.Case]] = [:]
  private var counts: [Ailment: Int] = [:]

  package init() {}

  package mutating func note(_ ailment: Ailment, _ found: Finding.Case) {
    counts[ailment, default: 0] += 1
    if cases[ailment, default: []].count < Finding.mostCases { cases[ailment, default: []].append(found) }
  }

  /// In the order in which `Ailment` lists them.
  package var all: [Finding] {
    Ailment.allCases.compactMap { ailment in
      counts[ailment].map { Finding(ailment, count: $0, cases: cases[ailment] ?? []) }
    }
  }
}
