import ConnectorKit
import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The mappings that a connection has had: who saved each, in what it differs, and how to go back to it.
enum MappingVersionsPage {
  private static let path = ConnectionMappingPage.path + "/versions"

  static let routes: [Route] = [
    Route(.get, path, "The mappings that a connection has had.", face: .page, access: .session(.admin), answer: nil) {
      try await list($0)
    },
    Route(
      .get, path + "/{version}", "One of the mappings that a connection has had.", face: .page,
      access: .session(.admin), answer: nil
    ) { try await show($0) },
    Route(
      .post, path + "/{version}/restore", "Goes back to a mapping.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: restore),
  ]

  private static let most = 50

  struct ListView {
    let entries: [SettingsPages.Entry]
    let name: String
    let back: String
    let rows: [Row]
    let isEmpty: Bool
    let next: String?
  }

  struct Row {
    let path: String
    let number: Int
    let saved: TimeView
    let authorName: String
    let isInForce: Bool
    /// How many things it changed.
    let changes: Int
  }

  struct View {
    let entries: [SettingsPages.Entry]
    let name: String
    let back: String
    let action: String
    let row: Row
    let problem: String?
    /// What it changed.
    let changed: [MappingDifference]
    let hasChanged: Bool
    /// What going back to it would change.
    let undone: [MappingDifference]
    let hasUndone: Bool
  }

  private static func list(_ call: Call) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    let (path, entries) = (try call.connectionPath("/mapping"), try SettingsPages.entries(call, .connections))
    let before = call.text("before").flatMap { Int($0) }
    return try await call.show("connections/versions", in: .settings) { tx in
      let found = try tx.mappingVersions(of: linked.connection.id, before: before, limit: most + 1)
      let authors = try tx.agents(Set(found.compactMap(\.author)))
      let names = Dictionary(uniqueKeysWithValues: authors.map { ($0.id, $0.name) })
      let rows = found.prefix(most).enumerated().map { place, version in
        let older = found.indices.contains(place + 1) ? found[place + 1] : nil
        return Row(
          version, older, path: path, author: version.author.flatMap { names[$0] },
          isInForce: before == nil && place == 0, clock, catalogue)
      }
      let view = ListView(
        entries: entries, name: linked.connection.name, back: path, rows: rows, isEmpty: rows.isEmpty,
        next: found.count > most ? rows.last.map { "before=\($0.number)" } : nil)
      return (catalogue.text("words.versions_title", ["name": linked.connection.name]), view)
    }
  }

  private static func number(_ call: Call) throws -> Int {
    guard let number = call.parameters["version"].flatMap({ Int($0) }) else { throw NotFound() }
    return number
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    let (path, entries, number) = (
      try call.connectionPath("/mapping"), try SettingsPages.entries(call, .connections), try number(call)
    )
    guard let inForce = linked.mapping else { throw NotFound() }
    return try await call.show(
      "connections/version", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let found = try tx.mappingVersions(of: linked.connection.id, before: number + 1, limit: 2)
      guard let version = found.first, version.number == number, let mapping = version.words else { throw NotFound() }
      let older = found.dropFirst().first
      let author = try version.author.flatMap { try tx.agent($0) }?.name
      let undone = MappingDifference.all(from: inForce, to: mapping, catalogue)
      let changed = older?.words.map { MappingDifference.all(from: $0, to: mapping, catalogue) } ?? []
      let view = View(
        entries: entries, name: linked.connection.name, back: "\(path)/versions",
        action: "\(path)/versions/\(number)/restore",
        row: Row(version, older, path: path, author: author, isInForce: undone.isEmpty, clock, catalogue),
        problem: refused?.problem.detail, changed: changed, hasChanged: !changed.isEmpty, undone: undone,
        hasUndone: !undone.isEmpty)
      return (catalogue.text("words.version_title", ["number": "\(number)", "name": linked.connection.name]), view)
    }
  }

  private static func restore(_ call: Call) async throws -> Answer {
    let (linked, number) = (try await call.linkedDesk(), try number(call))
    let found = try await call.hub.storage.read(in: try call.actor.tenant) {
      try $0.mappingVersion(number, of: linked.connection.id)
    }
    guard let mapping = found?.words else { throw NotFound() }
    do {
      return try await ConnectionMappingPage.keep(mapping, "mapping_restored", linked, call)
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}

extension MappingVersionsPage.Row {
  fileprivate init(
    _ version: MappingVersion, _ older: MappingVersion?, path: String, author: String?, isInForce: Bool,
    _ clock: PageClock, _ catalogue: Catalogue
  ) {
    self.path = "\(path)/versions/\(version.number)"
    number = version.number
    saved = TimeView(version.savedAt, clock)
    authorName = author ?? catalogue["words.nobody"]
    self.isInForce = isInForce
    if let before = older?.words, let after = version.words {
      changes = MappingDifference.all(from: before, to: after, catalogue).count
    } else {
      changes = 0
    }
  }
}

extension MappingVersion {
  /// Nil where it cannot be read any more.
  fileprivate var words: ConnectionMapping? { try? ConnectionMapping(jsonBytes: mapping) }
}
