import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Ticketing

extension Conformance {
  /// The tables of a connector's README are true.
  static let tables: [ConformanceCase] = [
    ConformanceCase("its README names each setting, and its bounds") { trial in
      let rows = try MarkdownTable.rows(under: "setting", of: trial.subject.readme)
      let fields = trial.subject.connector.schema.fields
      #expect(Set(rows.keys) == Set(fields.map { $0.isSecret ? "secret `\($0.key)`" : "`\($0.key)`" }))
      for field in fields {
        let words = rows[field.isSecret ? "secret `\(field.key)`" : "`\(field.key)`"]?.joined(separator: " ") ?? ""
        for fact in field.facts { #expect(words.contains(fact), "\(field.key): “\(fact)” is missing") }
      }
    },
    ConformanceCase("its README names each status, what it means, and what is demanded with it") { trial in
      let rows = try MarkdownTable.rows(under: "status there", of: trial.subject.readme)
      #expect(Set(rows.keys) == Set(trial.vocabulary.statuses.map { "`\($0.id)`" }))
      for status in trial.vocabulary.statuses {
        let cells = rows["`\(status.id)`"] ?? []
        #expect(cells.first == status.name, "\(status.id)")
        #expect(cells.dropFirst().first == "`\(status.category.rawValue)`", "\(status.id)")
        for need in status.needs { #expect(cells.last?.contains("`\(need)`") == true, "\(status.id) demands \(need)") }
      }
    },
    ConformanceCase("its README says what is carried and what is not, and so it is") { trial in
      let rows = try MarkdownTable.rows(under: "at the hub", of: trial.subject.readme)
      #expect(Set(rows.keys) == Set(ChangeKind.allCases.map(\.rawValue)))
      for kind in ChangeKind.allCases {
        let isCarried = try await trial.carries(kind)
        let says = rows[kind.rawValue]?.first?.hasPrefix("not carried") == false
        #expect(isCarried == says, "\(kind.rawValue) is \(isCarried ? "" : "not ")carried")
      }
    },
  ]
}

extension SettingsField {
  /// What people have to know of it.
  fileprivate var facts: [String] {
    var facts: [String] = []
    switch form {
    case .line, .text, .address, .flag: break
    case .choice(let choices): facts += choices.map { "`\($0.value)`" }
    case .number(let range): facts += ["\(Self.grouped(range.lowerBound)) to \(Self.grouped(range.upperBound))"]
    }
    switch standard {
    case .string(let text) where form != .text: facts.append("`\(text)`")
    case .number(let number): facts += [number.integer.map { Self.grouped(Int($0)) } ?? ""]
    case .string, .bool, .null, .array, .object, nil: break
    }
    return facts
  }

  /// 3600 as 3,600.
  private static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}

/// A table of a README.
enum MarkdownTable {
  /// The rows of the table whose first heading is that: by their first cell, the others.
  static func rows(under heading: String, of readme: URL) throws -> [String: [String]] {
    let lines = try String(contentsOf: readme, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { cells($0).first == heading }) else {
      throw Unexpected("\(readme.lastPathComponent) has no table whose first heading is “\(heading)”")
    }
    var rows: [String: [String]] = [:]
    for line in lines[(start + 1)...].dropFirst() {
      let cells = cells(line)
      guard let first = cells.first else { break }
      rows[first] = Array(cells.dropFirst())
    }
    return rows
  }

  private static func cells(_ line: some StringProtocol) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    return line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
