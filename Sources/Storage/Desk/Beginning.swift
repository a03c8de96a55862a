package import Federation
package import Ticketing

/// Finding by the beginning of a word, for a storage that keeps no index for it: everything is gone through.
extension PeopleReading {
  package func agents(beginning text: String, limit: Int) throws -> [Agent] {
    let all = try Paged.all(agents).filter(\.isActive)
    return Beginning(text).first(limit, of: all, by: \.name) { $0.email.text }
  }

  package func teams(beginning text: String, limit: Int) throws -> [Team] {
    Beginning(text).first(limit, of: try Paged.all(teams), by: \.name)
  }

  package func requesters(beginning text: String, limit: Int) throws -> [Requester] {
    let beginning = Beginning(text)
    let found = try Paged.all(requesters).filter {
      beginning.opens($0.name) || $0.email.map { beginning.opens($0.text) } ?? false
    }
    return Array(found.sorted { $0.name.lowercased() < $1.name.lowercased() }.prefix(limit))
  }
}

extension PartnershipReading {
  package func partnerships(beginning text: String, limit: Int) throws -> [Partnership] {
    let all = try Paged.all(partnerships).filter { $0.partner != nil }
    return Beginning(text).first(limit, of: all, by: \.partnerName)
  }
}

/// What somebody typed of a name.
private struct Beginning {
  private let text: String

  init(_ text: String) { self.text = text.lowercased() }

  func opens(_ name: String) -> Bool { name.lowercased().hasPrefix(text) }

  func first<Named>(
    _ limit: Int, of all: [Named], by name: (Named) -> String, or address: (Named) -> String? = { _ in nil }
  ) -> [Named] {
    let found = all.filter { one in
      opensAWord(of: name(one)) || address(one).map(opens) ?? false
    }
    return Array(found.sorted { name($0).lowercased() < name($1).lowercased() }.prefix(limit))
  }

  private func opensAWord(of name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix(text) || name.contains(" " + text)
  }
}

private enum Paged {
  static func all<Item>(_ list: (PageRequest) throws -> Page<Item>) throws -> [Item] {
    var (all, request): ([Item], PageRequest?) = ([], PageRequest(limit: 200))
    while let page = request {
      let found = try list(page)
      all += found.items
      request = found.next.map { PageRequest(limit: 200, after: $0) }
    }
    return all
  }
}
