import Crypto
import Foundation
import Mutants
package import Ticketing

/// How one desk shows itself over one partnership: its sharing rules, applied. All that leaves passes through here.
package struct Outward: Sendable {
  package let rules: SharingRules
  private let desk: String
  private let secret: FederationID
  private let partnership: PartnershipID

  package init(rules: SharingRules, desk: String, secret: FederationID, partnership: PartnershipID) {
    self.rules = rules
    self.desk = desk
    self.secret = secret
    self.partnership = partnership
  }

  package func lets(_ audience: SharedAudience) -> Bool {
    if Mutant.everyAudienceLeaves.isOn { return true }
    // Public is wider than partner: where only partner is allowed, a public entry crosses narrowed.
    switch audience {
    case .partner: return rules.audiences.contains(.partner)
    case .public: return !rules.audiences.isEmpty
    }
  }

  package func audience(_ audience: SharedAudience) -> SharedAudience {
    switch audience {
    case .partner: .partner
    case .public: rules.audiences.contains(.public) || Mutant.publicIsNotNarrowed.isOn ? .public : .partner
    }
  }

  package func author(_ author: Author) -> WireAuthor {
    let told: String =
      switch Mutant.namesAreTold.isOn ? .full : rules.names {
      case .full: author.name
      case .first: author.name.split(separator: " ").first.map(String.init) ?? ""
      case .role: ""
      }
    // A requester known by an address of mail only has it for a name.
    let name = author.kind == .requester && rules.requester == .none ? "" : AddressMask.masked(told)
    return WireAuthor(
      ref: pseudonym(of: author), name: author.kind == .system ? "" : name, kind: author.kind,
      role: author.role ?? author.kind.rawValue, desk: rules.chain == .none ? desk : author.desk)
  }

  /// Addresses of mail in running text are masked, unless full names are let out.
  package func text(_ text: String) -> String {
    switch Mutant.addressesAreTold.isOn ? .full : rules.names {
    case .full: text
    case .first, .role: AddressMask.masked(text)
    }
  }

  package func requester(name: String, phone: String?) -> WireRequester? {
    switch rules.requester {
    case .none: Mutant.requesterIsTold.isOn ? WireRequester(name: name, phone: phone) : nil
    case .name: WireRequester(name: AddressMask.masked(name), phone: nil)
    case .contact: WireRequester(name: AddressMask.masked(name), phone: phone.map(AddressMask.masked))
    }
  }

  package func site(_ site: Site?) -> Site? {
    guard let site, rules.fields.contains(SharingRules.siteKey) else { return nil }
    switch rules.requester {
    case .none, .name: return site.withoutContact.isEmpty ? nil : site.withoutContact.withoutAddresses
    case .contact: return site.withoutAddresses
    }
  }

  package func fields(_ fields: [String: FieldValue]) -> [String: FieldValue] {
    fields.filter { rules.fields.contains($0.key) || Mutant.fieldsAreTold.isOn }
  }

  package func hops(_ hops: [ChainHop]) -> [ChainHop] {
    switch Mutant.chainIsTold.isOn ? .times : rules.chain {
    case .none: []
    case .names:
      hops.map {
        ChainHop(desk: $0.desk, isHolder: $0.isHolder, category: $0.category, label: $0.label, since: nil)
      }
    case .times: hops
    }
  }

  /// The same person has the same pseudonym over one partnership and another over every other.
  private func pseudonym(of author: Author) -> String {
    let identity = author.agent?.description ?? author.ref ?? "\(author.kind.rawValue):\(author.name)"
    if author.kind == .system { return "" }
    let key = SymmetricKey(data: Data(secret.hex.utf8))
    let text = Data("\(partnership):\(identity)".utf8)
    return HMAC<SHA256>.authenticationCode(for: text, using: key).prefix(8).hexadecimal
  }
}

extension Site {
  /// Without addresses of mail, which never go along with a requester.
  fileprivate var withoutAddresses: Site {
    func masked(_ text: String?) -> String? { text.map(AddressMask.masked) }
    return Site(
      address: masked(address), access: masked(access), contact: masked(contact), phone: masked(phone),
      device: masked(device), serialNumber: masked(serialNumber))
  }
}
