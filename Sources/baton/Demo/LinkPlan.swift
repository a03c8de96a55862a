import DeskActions
import Federation
import Storage
import Ticketing

/// How two desks of the demonstration work together: what each lets out, and how each translates.
struct LinkPlan: Sendable {
  struct Half: Sendable {
    let admin: DemoPerson
    var sharing = SharingChanges()
    var settings = SettingsChanges()
    /// What differs from the mapping that a desk begins with.
    var mapping = MappingInput()
  }

  let inviter: Half
  let acceptor: Half

  static let all = [acmeAndFieldworks, fieldworksAndSparks, bakeryAndFieldworks]

  /// The vendor shows its partner nearly everything, wants a report, and calls parts by its own word.
  private static let acmeAndFieldworks = LinkPlan(
    inviter: Half(
      admin: .vera,
      sharing: sharing(names: .full, requester: .contact, fields: ["serial", "refrigerant", "site"], .times),
      settings: settings { $0.requires = [.report, .minutes] },
      mapping: mapping {
        $0.in = [.onHold: word("Waiting for parts")]
        $0.events = [.completed: word("To check")]
        $0.labels = [.init("Parts ordered", status: word("Waiting for parts"))]
        $0.fields = [FieldPair(theirs: "unit_serial", ours: "serial")]
      }),
    acceptor: Half(
      admin: .piet, sharing: sharing(names: .full, requester: .contact, fields: ["unit_serial", "site"], .names),
      mapping: mapping {
        $0.labels = [.init("Waiting for parts", status: word("Parts ordered"))]
        $0.fields = [FieldPair(theirs: "serial", ours: "unit_serial")]
      }))

  /// The subcontractor sees first names and the place, not who asked; its solutions count at once.
  private static let fieldworksAndSparks = LinkPlan(
    inviter: Half(
      admin: .piet, sharing: sharing(names: .first, requester: .name, fields: ["site"], .names),
      settings: settings {
        $0.confirmAfterDays = 3
        $0.holdsPublicWords = true
      }),
    acceptor: Half(admin: .sam, sharing: sharing(names: .first, requester: .none, fields: [], .none)))

  /// The customer gives the place and whom to call there.
  private static let bakeryAndFieldworks = LinkPlan(
    inviter: Half(
      admin: .hanna, sharing: sharing(names: .full, requester: .contact, fields: ["machine", "site"], .none),
      settings: settings { $0.resolvesOnCompletion = true }),
    acceptor: Half(
      admin: .piet, sharing: sharing(names: .first, requester: .contact, fields: [], .names),
      mapping: mapping { $0.fields = [FieldPair(theirs: "machine", ours: "unit_serial")] }))

  private static func sharing(
    names: SharingRules.Names, requester: SharingRules.RequesterDetail, fields: [String],
    _ chain: SharingRules.ChainDetail
  ) -> SharingChanges {
    var changes = SharingChanges()
    changes.audiences = [.partner, .public]
    changes.names = names
    changes.requester = requester
    changes.fields = fields
    changes.chain = chain
    return changes
  }

  private static func settings(_ change: (inout SettingsChanges) -> Void) -> SettingsChanges {
    var changes = SettingsChanges()
    change(&changes)
    return changes
  }

  private static func mapping(_ change: (inout MappingInput) -> Void) -> MappingInput {
    var input = MappingInput()
    change(&input)
    return input
  }

  private static func word(_ status: String) -> MappingInput.StatusWord { .init(status, at: "") }
}

extension MappingInput {
  /// This, and beside it what a mapping says already.
  func over(_ kept: Mapping) -> MappingInput {
    func word(_ status: StatusID) -> StatusWord { StatusWord(status.description, at: "") }
    var whole = self
    whole.in = kept.in.mapValues(word).merging(self.in) { _, ours in ours }
    whole.out = kept.out.sorted { $0.key < $1.key }.map { Saying(status: word($0.key), category: $0.value) }
    return whole
  }
}
