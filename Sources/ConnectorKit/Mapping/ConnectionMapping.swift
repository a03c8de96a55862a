import Federation
package import Ticketing

/// How one connection translates between the external desk's words and the hub's.
///
/// The external desk's statuses become the statuses of the desk that stands in for it at the hub, so that what crosses
/// between this desk and that one is a partnership's closed words, and one checker judges both.
package struct ConnectionMapping: Sendable, Equatable, Codable {
  /// The statuses there that the hub knows; one that is not among them keeps what came with it waiting until it is added.
  package var statuses: [MappedStatus]
  /// What a status of this desk's is shown as there, by its category: a status of `statuses`.
  package var shows: [StatusCategory: String]
  /// Their priority → ours; what is not named leaves ours as it is.
  package var readsPriority: [String: Priority]
  package var writesPriority: [Priority: String]
  package var writesType: [TicketType: String]
  package var hears: HeardAudiences
  package var tells: ToldAudiences
  /// Whether a ticket that is new there is offered to this desk.
  package var takesNew: Bool
  /// What goes along with a status there: by the status, their fields with templates.
  package var supplies: [String: [String: String]]
  /// What a new ticket there is made with: their fields with templates.
  package var opens: [String: String]

  /// As programs write it.
  private enum CodingKeys: String, CodingKey {
    case statuses, shows, hears, tells, supplies, opens
    case readsPriority = "reads_priority"
    case writesPriority = "writes_priority"
    case writesType = "writes_type"
    case takesNew = "takes_new"
  }

  package init(
    statuses: [MappedStatus], shows: [StatusCategory: String],
    readsPriority: [String: Priority] = [:], writesPriority: [Priority: String] = [:],
    writesType: [TicketType: String] = [:], hears: HeardAudiences = .init(), tells: ToldAudiences = .init(),
    takesNew: Bool = true, supplies: [String: [String: String]] = [:], opens: [String: String] = [:]
  ) {
    self.statuses = statuses
    self.shows = shows
    self.readsPriority = readsPriority
    self.writesPriority = writesPriority
    self.writesType = writesType
    self.hears = hears
    self.tells = tells
    self.takesNew = takesNew
    self.supplies = supplies
    self.opens = opens
  }
}

/// A status of the external desk's, and what it means.
package struct MappedStatus: Sendable, Equatable, Codable {
  /// The word on the wire.
  package let id: String
  package let name: String
  package let category: StatusCategory

  package init(id: String, name: String, category: StatusCategory) {
    self.id = id
    self.name = name
    self.category = category
  }
}

/// What becomes of what people write there.
package struct HeardAudiences: Sendable, Equatable, Codable {
  package var publicComments: Heard
  package var privateComments: Heard

  private enum CodingKeys: String, CodingKey {
    case publicComments = "public_comments"
    case privateComments = "private_comments"
  }

  package enum Heard: String, Sendable, CaseIterable, Codable {
    case `public`
    case partner
    case nothing

    package var audience: SharedAudience? {
      switch self {
      case .public: .public
      case .partner: .partner
      case .nothing: nil
      }
    }
  }

  package init(publicComments: Heard = .public, privateComments: Heard = .partner) {
    self.publicComments = publicComments
    self.privateComments = privateComments
  }

  package func heard(isPublic: Bool) -> SharedAudience? { (isPublic ? publicComments : privateComments).audience }
}

/// How what is written here is shown there.
package struct ToldAudiences: Sendable, Equatable, Codable {
  package var `public`: Told
  package var partner: Told

  package enum Told: String, Sendable, CaseIterable, Codable {
    case `public`
    case `private`
    case nothing
  }

  package init(public publicComments: Told = .public, partner: Told = .private) {
    self.public = publicComments
    self.partner = partner
  }

  package func told(_ audience: SharedAudience) -> Told {
    switch audience {
    case .public: self.public
    case .partner: partner
    }
  }
}

extension ConnectionMapping {
  /// What holds until an admin says otherwise; it passes the checker for every vocabulary that has an open status and one
  /// that is over.
  package static func standard(_ vocabulary: Vocabulary) -> ConnectionMapping {
    let statuses = vocabulary.statuses.map { MappedStatus(id: $0.id, name: $0.name, category: $0.category) }
    var shows: [StatusCategory: String] = [:]
    for category in StatusCategory.allCases {
      shows[category] =
        category.nearest.lazy
        .compactMap { near in statuses.first { $0.category == near }?.id }.first
    }
    var reads: [String: Priority] = [:]
    var writes: [Priority: String] = [:]
    for native in vocabulary.priorities {
      if reads[native.id] == nil { reads[native.id] = native.priority }
      if writes[native.priority] == nil { writes[native.priority] = native.id }
    }
    var types: [TicketType: String] = [:]
    for native in vocabulary.types where types[native.type] == nil { types[native.type] = native.id }
    let conversation = vocabulary.conversation
    return ConnectionMapping(
      statuses: statuses, shows: shows, readsPriority: reads, writesPriority: writes, writesType: types,
      tells: ToldAudiences(
        public: conversation.contains(.publicComments) ? .public : .private,
        partner: conversation.contains(.privateComments) ? .private : .nothing),
      supplies: supplies(for: vocabulary))
  }

  /// Every field that a status there demands has something to say: the resolution's text, where nothing better is known.
  private static func supplies(for vocabulary: Vocabulary) -> [String: [String: String]] {
    var supplies: [String: [String: String]] = [:]
    for status in vocabulary.statuses where !status.needs.isEmpty {
      supplies[status.id] = Dictionary(
        uniqueKeysWithValues: status.needs.map { ($0, vocabulary.standards[$0] ?? "{{resolution.text}}") })
    }
    return supplies
  }

  /// An incident, where their word is not known.
  package func type(_ native: String?) -> TicketType {
    TicketType.allCases.first { writesType[$0] == native && native != nil } ?? .incident
  }

  package func status(_ id: String) -> MappedStatus? { statuses.first { $0.id == id } }
}

extension StatusCategory {
  /// Itself, then what comes nearest to it where a desk has no such status.
  package var nearest: [StatusCategory] {
    switch self {
    case .new: [.new, .inProgress, .onHold]
    case .inProgress: [.inProgress, .new, .onHold]
    case .waitingForRequester: [.waitingForRequester, .onHold, .waitingForPartner, .inProgress, .new]
    case .waitingForPartner: [.waitingForPartner, .inProgress, .onHold, .new]
    case .onHold: [.onHold, .waitingForRequester, .waitingForPartner, .inProgress, .new]
    case .resolved: [.resolved, .closed]
    case .closed: [.closed, .resolved]
    case .cancelled: [.cancelled, .closed, .resolved]
    }
  }
}
