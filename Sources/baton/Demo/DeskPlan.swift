import Ticketing

/// How one desk of the demonstration is set up: its own words, teams, fields and customers.
struct DeskPlan: Sendable {
  struct Field: Sendable {
    let key: String
    let name: String
    let kind: FieldDefinition.Kind
    var allowed: [String] = []
  }

  let desk: DemoDeskName
  let name: String
  /// The desk's own words for the statuses that every desk begins with.
  let words: [StatusCategory: String]
  /// Statuses of the desk's own beside those.
  let more: [(name: String, category: StatusCategory)]
  let fields: [Field]
  let contacts: [DemoContact]

  static func of(_ desk: DemoDeskName) -> DeskPlan {
    switch desk {
    case .acme: acme
    case .fieldworks: fieldworks
    case .sparks: sparks
    case .bakery: bakery
    }
  }

  private static let acme = DeskPlan(
    desk: .acme, name: "Acme Cooling",
    words: [.waitingForPartner: "With a partner", .onHold: "Parked", .resolved: "Solved"],
    more: [("To check", .inProgress), ("Waiting for parts", .onHold)],
    fields: [
      Field(key: "serial", name: "Serial number", kind: .text),
      Field(key: "contract", name: "Contract", kind: .choice, allowed: ["Gold", "Silver", "None"]),
      Field(key: "refrigerant", name: "Refrigerant", kind: .choice, allowed: ["R290", "R448A", "R744"]),
    ],
    contacts: [.grace, .dev, .lucia, .omar, .june])

  private static let fieldworks = DeskPlan(
    desk: .fieldworks, name: "Fieldworks Service",
    words: [
      .new: "Incoming", .inProgress: "On the road", .waitingForPartner: "At a subcontractor", .resolved: "Job done",
    ],
    more: [("Planned", .new), ("Parts ordered", .onHold)],
    fields: [
      Field(key: "unit_serial", name: "Unit serial", kind: .text),
      Field(key: "van", name: "Van", kind: .choice, allowed: ["Van 1", "Van 2", "Van 3"]),
      Field(key: "refrigerant", name: "Refrigerant", kind: .choice, allowed: ["R290", "R448A", "R744"]),
    ],
    contacts: [.henk, .sanne])

  private static let sparks = DeskPlan(
    desk: .sparks, name: "Sparks Electric",
    words: [.new: "Inbox", .inProgress: "Busy", .waitingForRequester: "Customer asked", .closed: "Archive"],
    more: [], fields: [Field(key: "phases", name: "Phases", kind: .choice, allowed: ["1", "3"])],
    contacts: [.priya])

  private static let bakery = DeskPlan(
    desk: .bakery, name: "Bakkerij De Korenaar",
    words: [
      .new: "Nieuw", .inProgress: "Bezig", .waitingForRequester: "Vraag aan winkel",
      .waitingForPartner: "Bij de monteur",
      .onHold: "Even wachten", .resolved: "Klaar", .closed: "Afgesloten", .cancelled: "Vervallen",
    ],
    more: [], fields: [Field(key: "machine", name: "Machine", kind: .text)], contacts: [.tineke, .ali])
}
