package import Federation
import Foundation
package import Storage
package import Ticketing

/// Who or what somebody means by an id, an address or a name. Nobody is guessed: a name that several bear is refused, with
/// what would tell them apart.
extension DeskReader {
  /// How many are named to somebody whose word fits none, or several.
  private static var mostNamed: Int { 5 }

  /// A team by id or name.
  package func team(like text: String, at pointer: String) throws -> Team {
    if let team = try TeamID(text).flatMap({ try team($0) }) ?? team(named: text) { return team }
    throw unknown(
      pointer, "is none of this desk's teams", try teams(beginning: text, limit: Self.mostNamed).map(\.name))
  }

  /// An active agent by id, address, name, or name with the address in angle brackets behind.
  ///
  /// - Parameter mayHaveLeft: whether somebody who was shut out is meant too, by id or address.
  package func agent(like text: String, at pointer: String, mayHaveLeft: Bool = false) throws -> Agent {
    let address = EmailAddress(text) ?? Self.bracketed(text)
    if let known = try AgentID(text).flatMap({ try agent($0) }) ?? address.flatMap({ try agent(email: $0) }) {
      if known.isActive || mayHaveLeft { return known }
    } else if address == nil {
      let near = try agents(beginning: text, limit: 200)
      let named = near.filter { $0.name.lowercased() == text.lowercased() }
      if named.count == 1 { return named[0] }
      let words = (named.isEmpty ? near : named).prefix(Self.mostNamed).map(\.pickedText)
      guard named.isEmpty else { throw several(pointer, "agents", words) }
      throw unknown(pointer, "is none of this desk's active agents", words)
    }
    throw unknown(pointer, "is none of this desk's active agents", [])
  }

  /// A requester by id, address, name, or name with the address in angle brackets behind.
  package func requester(like text: String, at pointer: String) throws -> Requester {
    let address = EmailAddress(text) ?? Self.bracketed(text)
    if let known = try RequesterID(text).flatMap({ try requester($0) }) ?? address.flatMap({ try requester(email: $0) })
    {
      return known
    }
    let near = address == nil ? try requesters(beginning: text, limit: 200) : []
    let named = near.filter { $0.name.lowercased() == text.lowercased() }
    if named.count == 1 { return named[0] }
    let words = (named.isEmpty ? near : named).prefix(Self.mostNamed).map(\.pickedText)
    guard named.isEmpty else { throw several(pointer, "requesters", words) }
    throw unknown(pointer, "is none of this desk's requesters", words)
  }

  /// A partnership by id or by the partner's name.
  package func partnership(like text: String, at pointer: String) throws -> Partnership {
    if let known = try PartnershipID(text).flatMap({ try partnership($0) }) { return known }
    let near = try partnerships(beginning: text, limit: 200)
    let named = near.filter { $0.partnerName.lowercased() == text.lowercased() }
    // One that has ended does not stand in the way of its successor.
    let active = named.filter { $0.state == .active }
    if let one = active.count == 1 ? active.first : named.count == 1 ? named.first : nil { return one }
    let words = (named.isEmpty ? near : named).prefix(Self.mostNamed).map(\.partnerName)
    guard named.isEmpty else { throw several(pointer, "partnerships", words) }
    throw unknown(pointer, "is none of this desk's partnerships", words)
  }

  private func unknown(_ pointer: String, _ detail: String, _ near: [String]) -> InvalidInput {
    guard !near.isEmpty else { return InvalidInput(pointer, detail, .unknown) }
    return InvalidInput(pointer, "\(detail); near it are: \(near.joined(separator: ", "))", .unknownNear(near))
  }

  private func several(_ pointer: String, _ what: String, _ names: [String]) -> InvalidInput {
    InvalidInput(pointer, "fits several \(what): \(names.joined(separator: ", "))", .ambiguous(names))
  }

  /// The address of `Jan de Vries <jan@example.org>`.
  private static func bracketed(_ text: String) -> EmailAddress? {
    guard text.last == ">", let start = text.lastIndex(of: "<") else { return nil }
    return EmailAddress(String(text[text.index(after: start)...].dropLast()))
  }
}

extension Agent {
  /// By which one is meant and no other, and is known to people.
  package var pickedText: String { "\(name) <\(email)>" }
}

extension Requester {
  package var pickedText: String { email.map { "\(name) <\($0)>" } ?? name }
}
