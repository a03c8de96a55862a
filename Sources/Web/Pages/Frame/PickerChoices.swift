import DeskActions
import Federation
import Storage
import Ticketing

/// What a picker lets choose from: all by name where they are few, else what is found while somebody types.
struct PickerChoices {
  /// More than so many are not listed.
  static let mostListed = 100

  typealias Choice = (value: String, name: String)

  /// Nil where there are too many.
  let all: [Choice]?
  /// The last part of the address that suggests them.
  let source: String
  private let name: @Sendable (String, any DeskReader) throws -> String?

  /// - Parameter minimum: the role that somebody needs to be chosen here.
  static func agents(_ tx: any DeskReader, covering minimum: Role = .light) throws -> PickerChoices {
    let found = try tx.agents(beginning: "", limit: mostListed + 1)
    let listed = found.filter { $0.role.covers(minimum) }
    let names = Dictionary(listed.map { ($0.name, 1) }, uniquingKeysWith: +)
    return PickerChoices(
      all: found.count > mostListed
        ? nil : listed.map { ($0.id.description, names[$0.name] == 1 ? $0.name : $0.pickedText) },
      source: "agents"
    ) { value, tx in try AgentID(value).flatMap { try tx.agent($0) }?.pickedText }
  }

  static func teams(_ tx: any DeskReader) throws -> PickerChoices {
    let found = try tx.teams(beginning: "", limit: mostListed + 1)
    return PickerChoices(
      all: found.count > mostListed ? nil : found.map { ($0.id.description, $0.name) }, source: "teams"
    ) { value, tx in try TeamID(value).flatMap { try tx.team($0) }?.name }
  }

  static func partners(_ tx: any DeskReader) throws -> PickerChoices {
    partners(try tx.partnerships(beginning: "", limit: mostListed + 1))
  }

  /// Some of the partners: those that one can choose at a place.
  static func partners(_ some: [Partnership]) -> PickerChoices {
    PickerChoices(
      all: some.count > mostListed ? nil : some.map { ($0.id.description, $0.partnerName) }, source: "partners"
    ) { value, tx in try PartnershipID(value).flatMap { try tx.partnership($0) }?.partnerName }
  }

  private init(
    all: [Choice]?, source: String, name: @escaping @Sendable (String, any DeskReader) throws -> String?
  ) {
    self.all = all
    self.source = source
    self.name = name
  }

  /// What stands in a field for a value: the name for an id, and as it is what somebody typed.
  func text(_ value: String, _ tx: any DeskReader) throws -> String { try name(value, tx) ?? value }
}
