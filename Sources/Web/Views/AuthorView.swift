import Federation
import StrictJSON
import Ticketing

enum AuthorView {
  static let schema = Schema.object(["name": .text, "desk": .text, "kind": .choice(of: Author.Kind.self)])

  /// Never an address of mail, also where somebody's only name is one.
  package static func json(_ author: Author) -> JSONValue {
    [
      "name": JSONValue(AddressMask.masked(author.name)), "desk": JSONValue(author.desk),
      "kind": JSONValue(author.kind.rawValue),
    ]
  }
}
