import Federation
package import Storage
package import Ticketing

extension ModelTransaction {
  package func put(_ record: DeskRecord) throws {
    guard let before = deskRecord() else { throw StorageError.constraint("tenants") }
    // A desk is found by its slug for ever.
    let tenant = Tenant(
      id: tenant, slug: before.tenant.slug, name: record.tenant.name, createdAt: before.tenant.createdAt)
    tables.settings.change {
      $0.record = DeskRecord(
        tenant: tenant, federationID: record.federationID, passesThrough: record.passesThrough,
        language: record.language, idleLimit: record.idleLimit, secondStepSince: record.secondStepSince)
    }
  }

  package func put(_ status: Status) {
    // A status stays in the category in which it was made.
    let category = statuses()[status.id]?.category ?? status.category
    let kept = Status(id: status.id, name: status.name, category: category, position: status.position)
    tables.settings.change { settings in
      settings.statuses = StatusBook(settings.statuses.statuses.filter { $0.id != status.id } + [kept])
    }
    for ticket in tables.tickets.rows.filter({ $0.status.id == kept.id && $0.status != kept }) {
      tables.tickets[ticket.id] = ticket.standing(in: kept)
    }
  }

  package func remove(_ status: StatusID) throws {
    try refuse("statuses", where: ticketCount(in: status) > 0)
    tables.settings.change { settings in
      settings.statuses = StatusBook(settings.statuses.statuses.filter { $0.id != status })
    }
  }

  package func put(_ field: FieldDefinition) throws {
    let others = fields().filter { $0.id != field.id }
    try refuse("fields.key", where: others.contains { $0.key == field.key })
    tables.settings.change { $0.fields = (others + [field]).sorted { $0.id < $1.id } }
  }
}

extension Ticket {
  /// The ticket with its status as it is called by now; that is no change of the ticket's own.
  fileprivate func standing(in status: Status) -> Ticket {
    Ticket(
      id: id, number: number, subject: subject, description: description, type: type, priority: priority,
      impact: impact, urgency: urgency, status: status, hold: hold, requester: requester, assignee: assignee,
      team: team, tags: tags, fields: fields, site: site, resolution: resolution, ties: ties, origin: origin,
      createdAt: createdAt, updatedAt: updatedAt, version: version)
  }
}
