package import Federation
package import Ticketing

/// A mapping as a person writes it down: statuses by id or name.
package struct MappingInput: Sendable, Equatable {
  /// What stands for one of the desk's statuses, and where it stands, as a JSON pointer.
  package struct StatusWord: Sendable, Equatable {
    package let text: String
    package let pointer: String

    package init(_ text: String, at pointer: String) {
      self.text = text
      self.pointer = pointer
    }
  }

  package struct Saying: Sendable, Equatable {
    package let status: StatusWord
    package let category: StatusCategory

    package init(status: StatusWord, category: StatusCategory) {
      self.status = status
      self.category = category
    }
  }

  package struct Label: Sendable, Equatable {
    package let text: String
    package let status: StatusWord

    package init(_ text: String, status: StatusWord) {
      self.text = text
      self.status = status
    }
  }

  package var `in`: [StatusCategory: StatusWord] = [:]
  package var out: [Saying] = []
  package var events: [MappedEvent: StatusWord] = [:]
  package var labels: [Label] = []
  package var fields: [FieldPair] = []

  package init() {}
}

extension MappingInput {
  /// - Throws: `InvalidInput` with what names nothing at this desk, or one thing twice.
  func resolved(at desk: Desk) throws -> Mapping {
    var reading = Reading(statuses: desk.statuses)
    let mapping = Mapping(
      in: self.in.compactMapValues { reading.status($0) }, out: reading.sayings(out),
      events: events.compactMapValues { reading.status($0) }, labels: reading.labels(labels), fields: fields)
    reading.check(fields, known: desk.fieldKeys)
    let problems = reading.problems.sorted { $0.pointer < $1.pointer }.prefix(Self.mostProblems)
    guard problems.isEmpty else { throw InvalidInput(Array(problems)) }
    return mapping
  }

  /// What is found beyond is not told: an answer must not grow with a body that is wrong throughout.
  private static let mostProblems = 32

  private struct Reading {
    let statuses: StatusBook
    private(set) var problems: [InvalidInput.Problem] = []

    init(statuses: StatusBook) { self.statuses = statuses }

    mutating func status(_ word: StatusWord) -> StatusID? {
      if let status = StatusID(word.text).flatMap({ statuses[$0] }) ?? statuses.named(word.text) { return status.id }
      refuse(word.pointer, "is none of this desk's statuses")
      return nil
    }

    mutating func sayings(_ sayings: [Saying]) -> [StatusID: StatusCategory] {
      var out: [StatusID: StatusCategory] = [:]
      for saying in sayings {
        guard let status = status(saying.status) else { continue }
        if out.updateValue(saying.category, forKey: status) != nil {
          refuse(saying.status.pointer, "names a status that stands there already")
        }
      }
      return out
    }

    mutating func labels(_ labels: [Label]) -> [String: StatusID] {
      var known: Set<String> = []
      var read: [String: StatusID] = [:]
      for label in labels {
        if !known.insert(label.text.lowercased()).inserted {
          refuse(label.status.pointer, "differs from another label by capitals only")
        }
        read[label.text] = status(label.status)
      }
      return read
    }

    mutating func check(_ pairs: [FieldPair], known: [String]) {
      for (index, pair) in pairs.enumerated() {
        if !known.contains(pair.ours) { refuse("/fields/\(index)/ours", "is none of this desk's fields") }
        if pairs[..<index].contains(where: { $0.theirs == pair.theirs }) {
          refuse("/fields/\(index)/theirs", "is paired already")
        }
      }
    }

    private mutating func refuse(_ pointer: String, _ detail: String) {
      problems.append(InvalidInput.Problem(pointer: pointer, detail: detail))
    }
  }
}
