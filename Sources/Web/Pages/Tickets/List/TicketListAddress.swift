import Foundation

/// What the list of tickets shows, as it stands in its address: it can be kept, sent to a colleague and gone back to.
package struct TicketListAddress: Sendable, Equatable {
  /// What the list understands, in the order in which it is written. A place in the list is no part of what it shows.
  package static let names = [
    "view", "q", "status", "category", "team", "assignee", "priority", "partnership", "requester", "tag",
    "partner_number", "sort",
  ]
  /// What narrows the list beside its tab.
  static let filters = names.filter { $0 != "view" && $0 != "sort" }

  private var values: [String: String]

  /// - Parameter query: whatever came with the address; what is not known here is left out.
  package init(_ query: [String: String]) {
    values = query.filter { Self.names.contains($0.key) && !$0.value.isEmpty }
  }

  package subscript(name: String) -> String? { values[name] }

  package var isNarrowed: Bool { Self.filters.contains { values[$0] != nil } }

  /// Whether somebody looks for certain tickets, wherever they stand.
  package var isSearch: Bool { ["q", "requester", "partner_number"].contains { values[$0] != nil } }

  /// - Parameter value: nil takes the name out.
  package func with(_ name: String, _ value: String?) -> TicketListAddress {
    var changed = self
    changed.values[name] = value
    return changed
  }

  /// The tab alone, with the order.
  package func withoutFilters() -> TicketListAddress {
    TicketListAddress(values.filter { !Self.filters.contains($0.key) })
  }

  /// `?view=mine&sort=-priority`; `?` for none, which a link needs to leave what is there.
  package func text(cursor: String? = nil) -> String {
    let pairs = (Self.names.map { ($0, values[$0]) } + [("cursor", cursor)]).compactMap { name, value in
      value?.addingPercentEncoding(withAllowedCharacters: Self.plain).map { "\(name)=\($0)" }
    }
    return "?" + pairs.joined(separator: "&")
  }

  /// RFC 3986, 2.3.
  private static let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
}
