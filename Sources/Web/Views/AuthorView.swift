import DeskActions
import Federation
import StrictJSON
import Ticketing

enum AuthorView {
  static let schema = Schema.object([
    "name": .text, "desk": .text, "kind": .choice(of: Author.Kind.self), "verified": .flag,
  ])

  /// Never an address of mail, also where somebody's only name is one. Who writes by mail and proves nothing is not verified.
  package static func json(_ author: Author) -> JSONValue {
    [
      "name": JSONValue(AddressMask.masked(author.name)), "desk": JSONValue(author.desk),
      "kind": JSONValue(author.kind.rawValue), "verified": .bool(author.role != Author.unproven),
    ]
  }
}
