package import Storage
package import Ticketing

/// What the doctor found, in people's words: the same on the operator's page and on the command line.
package struct DoctorWords: Sendable {
  private let catalogue: Catalogue
  /// By id.
  private let desks: [TenantID: String]

  /// - Parameter desks: the slugs of the hub's desks; one that is not among them goes by its id.
  package init(_ catalogue: Catalogue, desks: [TenantID: String]) {
    self.catalogue = catalogue
    self.desks = desks
  }

  /// What it means.
  package func meaning(of ailment: Ailment) -> String { catalogue["doctor.is_\(ailment.rawValue)"] }

  /// What to do about it.
  package func cure(of ailment: Ailment) -> String { catalogue["doctor.do_\(ailment.cure.rawValue)"] }

  /// Where it was found.
  package func place(_ found: Finding.Case) -> String {
    let desk = found.tenant.map { desks[$0] ?? $0.description }
    // A desk is named once, by the word that people know it by.
    let name = found.noun == .desk ? desk ?? found.name : found.name
    let thing = catalogue.text("doctor.noun_\(found.noun.rawValue)", ["name": name])
    let whole =
      found.noun == .desk
      ? thing : desk.map { catalogue.text("doctor.of_desk", ["what": thing, "desk": $0]) } ?? thing
    return found.note.map { "\(whole) (\($0))" } ?? whole
  }

  /// How many were counted, but are not listed; nil where all are.
  package func more(_ count: Int) -> String? {
    count > 0 ? catalogue.text("doctor.more", ["count": "\(count)"]) : nil
  }
}
