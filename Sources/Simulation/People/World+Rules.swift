import DeskActions
import Federation
import Storage
import Ticketing

/// What desks agree with their partners, by chance.
extension World {
  func sharing(_ chance: inout Chance) -> SharingChanges {
    var changes = SharingChanges()
    changes.audiences = chance.pick([[.partner], [.partner], [.partner, .public], [.partner, .public], [.public], []])
    changes.attachments = chance.happens(0.8)
    changes.names = chance.pick(SharingRules.Names.allCases)
    changes.requester = chance.pick(SharingRules.RequesterDetail.allCases)
    changes.chain = chance.pick(SharingRules.ChainDetail.allCases)
    if chance.happens(0.4) { changes.fields = chance.happens(0.5) ? [SharingRules.siteKey] : [] }
    return changes
  }

  func settings(_ chance: inout Chance) -> SettingsChanges {
    var changes = SettingsChanges()
    changes.confirmAfterDays = chance.pick([1, 7, 90])
    changes.resolvesOnCompletion = chance.happens(0.3)
    changes.holdsPublicWords = chance.happens(0.3)
    changes.withdrawsUnanswered = chance.happens(0.3)
    if chance.happens(0.35) { changes.requires = [.minutes] }
    return changes
  }

  /// A mapping that says odd things; the checker may refuse it.
  func translate(_ desk: Int, _ partnership: PartnershipID, _ chance: inout Chance) throws -> Bool {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    let book = try loop.run { try await store.desks.read(in: tenant) { try $0.statuses() } }.get()
    func word(_ status: Status) -> MappingInput.StatusWord { .init(status.name, at: "/in") }
    func status(_ categories: [StatusCategory]) -> Status {
      chance.pick(book.statuses.filter { categories.contains($0.category) }) ?? book.first(categories[0])
    }
    var input = MappingInput()
    for category in StatusCategory.allCases {
      let standard = Mapping.mirror(of: category)
      let shown: [StatusCategory] =
        category.isEnded || chance.happens(0.5) ? [standard] : [.waitingForPartner, .onHold, .waitingForRequester]
      input.in[category] = word(status(shown))
    }
    for status in book.statuses {
      input.out.append(.init(status: word(status), category: said(of: status, by: desk)))
    }
    if chance.happens(0.4) { input.events[.accepted] = word(status([.waitingForPartner, .onHold])) }
    if chance.happens(0.3) { input.events[.returned] = word(status([.inProgress, .new])) }
    if chance.happens(0.3) { input.labels.append(.init("In progress", status: word(status([.onHold])))) }
    let isKept = try act(desk, SetMapping(partnership, input), "translates anew") != nil
    if isKept { desks[desk].unmirrored.formUnion(desks[desk].tickets) }
    return isKept
  }

  /// What a desk says of a status of its own: mostly its category, at times that it waits where it works. Drawn
  /// apart, so that the rest of a mapping is what it was.
  private func said(of status: Status, by desk: Int) -> StatusCategory {
    var chance = Chance(seed: scenario.seed, stream: 24, desk * 1_000 + status.position)
    guard status.category == .new || status.category == .inProgress, chance.happens(0.1) else { return status.category }
    return chance.pick([.waitingForPartner, .onHold, .new, .inProgress]) ?? status.category
  }
}
