package import Storage
package import Ticketing

extension TicketInput {
  /// The changes that it asks for, with every name looked up.
  ///
  /// - Throws: `InvalidInput` with everything that was not found.
  func resolved(in tx: any DeskTransaction, _ moment: inout Moment) throws -> (TicketChanges, Status?) {
    var changes = changes
    var problems: [InvalidInput.Problem] = []
    var found: Status?
    do { found = try status.map { try tx.status(like: $0, at: "/status") } } catch let error as InvalidInput {
      problems += error.problems
    }
    do { changes.team = try team?.resolved { try tx.team(like: $0, at: "/team").id } } catch let error as InvalidInput {
      problems += error.problems
    }
    do {
      changes.assignee = try assignee?.resolved { try tx.agent(like: $0, at: "/assignee").id }
    } catch let error as InvalidInput { problems += error.problems }
    do { changes.fields = try fieldSettings(in: tx) } catch let error as InvalidInput { problems += error.problems }
    guard problems.isEmpty else { throw InvalidInput(problems) }
    changes.requester = try requester?.resolved { try tx.requester(for: $0, &moment) }
    return (changes, found)
  }

  /// A reason to rest is for a ticket that rests.
  func requireHoldFits(_ status: Status) throws {
    guard hold?.value == nil || status.category == .onHold else {
      throw InvalidInput("/hold", "goes with a status on hold", .holdWithoutStatus)
    }
  }

  private func fieldSettings(in tx: any DeskTransaction) throws -> [String: Setting<FieldValue>] {
    guard !fields.isEmpty else { return [:] }
    let definitions = try tx.fields()
    var settings: [String: Setting<FieldValue>] = [:]
    var problems: [InvalidInput.Problem] = []
    for (key, input) in fields.sorted(by: { $0.key < $1.key }) {
      let pointer = "/fields/\(key)"
      guard let definition = definitions.first(where: { $0.key == key }) else {
        let known = definitions.map(\.key).joined(separator: ", ")
        let more = known.isEmpty ? "it has none" : "known are: \(known)"
        problems.append(.init(pointer: pointer, detail: "is no field of this desk; \(more)", rule: .noField))
        continue
      }
      guard let value = definition.value(of: input) else {
        settings[key] = .cleared
        continue
      }
      if let problem = definition.problem(with: value) {
        problems.append(.init(pointer: pointer, detail: problem.sentence, rule: .misfit(problem)))
      } else {
        settings[key] = .to(value)
      }
    }
    guard problems.isEmpty else { throw InvalidInput(problems) }
    return settings
  }
}

extension FieldDefinition {
  /// Nil where the field is cleared.
  fileprivate func value(of input: FieldInput) -> FieldValue? {
    switch (input, kind) {
    case (.cleared, _): nil
    case (.text(let text), .day): .day(text)
    case (.text(let text), _): .text(text)
    case (.number(let number), _): .number(number)
    case (.flag(let flag), _): .flag(flag)
    case (.list(let list), _): .choices(list)
    }
  }
}

extension Setting {
  func resolved<Other>(_ resolve: (Value) throws -> Other) rethrows -> Setting<Other> {
    switch self {
    case .to(let value): .to(try resolve(value))
    case .cleared: .cleared
    }
  }
}

extension DeskReader {
  /// A status by id or name.
  package func status(like text: String, at pointer: String) throws -> Status {
    let book = try statuses()
    if let status = StatusID(text).flatMap({ book[$0] }) ?? book.named(text) { return status }
    let names = book.statuses.map(\.name).joined(separator: ", ")
    throw InvalidInput(pointer, "is none of this desk's statuses: \(names)", .unknown)
  }
}

extension DeskTransaction {
  /// The requester with this address, or a new one.
  fileprivate func requester(for person: TicketInput.Person, _ moment: inout Moment) throws -> RequesterID {
    if let email = person.email, let known = try requester(email: email) { return known.id }
    let requester = Requester(
      id: moment.newID(), email: person.email, name: person.name ?? person.email?.text ?? "", phone: person.phone,
      createdAt: moment.now)
    try put(requester)
    return requester.id
  }
}
