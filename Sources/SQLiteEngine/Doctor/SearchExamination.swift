import Foundation
import SQLStorage
import Storage
import Ticketing

/// Whether the search index holds the words of every ticket and comment, and no others.
///
/// The index keeps no text and no list of what is in it. So all its words of a desk are read once, and summed by ticket into
/// a fixed number of sums; the same is done with the words that the texts give. Only where two sums differ are the texts
/// looked at one by one.
struct SearchExamination {
  let environment: SQLEnvironment

  private static let sums = 65_536
  /// So many differing sums are followed up for each desk; where the whole index is wrong, they are enough to say so.
  private static let followed = 256

  /// What is known of one text: the sum of its words in the index, and of those that it should have.
  private struct Text {
    var indexed: UInt64 = 0
    var expected: UInt64 = 0

    var ailment: Ailment? {
      if indexed == expected { return nil }
      return indexed == 0 ? .searchMissing : expected == 0 ? .searchExtra : .searchStale
    }
  }

  func look(on connection: ExaminingConnection, _ findings: Findings) async throws -> Findings {
    var findings = findings
    let desks = try await connection.read { [environment] connection in
      try SQLHubView(connection: connection, environment: environment).searchedDesks()
    }
    for desk in desks {
      findings = try await read(connection, findings) { try look(at: desk, on: $0, &$1) }
    }
    let codes = desks.map(\.code).sorted()
    return try await read(connection, findings) { try lookBetween(codes, on: $0, &$1) }
  }

  private func read(
    _ connection: ExaminingConnection, _ findings: Findings,
    _ body: @escaping @Sendable (SQLiteConnection, inout Findings) throws -> Void
  ) async throws -> Findings {
    try await connection.read { connection in
      var findings = findings
      do { try body(connection, &findings) } catch StorageError.corrupt(let detail) {
        findings.note(.damage, Finding.Case(tenant: nil, noun: .table, name: "ticket_words", note: detail))
      }
      return findings
    }
  }

  private func look(at desk: SearchedDesk, on connection: SQLiteConnection, _ findings: inout Findings) throws {
    let view = SQLHubView(connection: connection, environment: environment)
    let index = try IndexedWords(connection)
    let code = desk.code
    var differences = [UInt64](repeating: 0, count: Self.sums)
    try index.forEach(behind: code) { differences[Self.bucket($0)] &+= $1 }
    try forEachExpected(of: desk, view, in: nil) { differences[Self.bucket($0)] &-= $1 }

    let wrong = Set(differences.indices.filter { differences[$0] != 0 }.prefix(Self.followed))
    guard !wrong.isEmpty else { return }
    var texts: [Int64: Text] = [:]
    try index.forEach(behind: code) { row, sum in
      if wrong.contains(Self.bucket(row)) { texts[row, default: Text()].indexed &+= sum }
    }
    try forEachExpected(of: desk, view, in: wrong) { texts[$0, default: Text()].expected &+= $1 }
    for (row, text) in texts.sorted(by: { $0.key < $1.key }) {
      if let ailment = text.ailment { findings.note(ailment, Self.place(row, of: desk.tenant)) }
    }
  }

  /// Words behind a code that is no desk's.
  private func lookBetween(_ codes: [String], on connection: SQLiteConnection, _ findings: inout Findings) throws {
    let index = try IndexedWords(connection)
    for (low, high) in zip([""] + codes.map { $0 + IndexedWords.end }, codes + [IndexedWords.end]) {
      guard let row = try index.row(from: low, to: high) else { continue }
      findings.note(.searchExtra, Self.place(row, of: nil))
    }
  }

  private func forEachExpected(
    of desk: SearchedDesk, _ view: SQLHubView, in buckets: Set<Int>?, _ body: (Int64, UInt64) -> Void
  ) throws {
    let code = desk.code
    var scratch = try ScratchIndex()
    try view.forEachSearchedText(of: desk.tenant) { ticket, part, text in
      // What has no place is not indexed.
      guard let place = TextPlace(desk: desk, ticket: ticket, part: part),
        buckets?.contains(Self.bucket(place.row)) ?? true
      else { return }
      try scratch.add(text, row: place.row, behind: code, body)
    }
    try scratch.flush(behind: code, body)
  }

  private static func bucket(_ row: Int64) -> Int { Int((row >> TextPlace.partBits) & Int64(sums - 1)) }

  private static func place(_ row: Int64, of tenant: TenantID?) -> Finding.Case {
    let (ticket, part) = ((row >> TextPlace.partBits) & TextPlace.ticketMask, row & ((1 << TextPlace.partBits) - 1))
    return Finding.Case(tenant: tenant, noun: .ticket, name: "#\(ticket)", note: part == 0 ? nil : "#\(ticket).\(part)")
  }
}
