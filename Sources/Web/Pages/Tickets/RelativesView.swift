import Federation
import FormData
import Storage
import Ticketing

/// The tickets that this one is tied to, and how to tie or part it further.
struct RelativesView {
  struct Relative {
    /// What the other ticket is to this one, in words.
    let relation: String
    let number: Int
    let about: String?
    let standing: StatusBadge?
    let partner: String?
  }

  /// A comment that a second ticket may take along.
  struct Excerpt {
    let comment: String
    let words: String
  }

  let relatives: [Relative]
  let hasRelatives: Bool
  let mayMerge: Bool
  let mayPart: Bool
  let mayAdopt: Bool
  let excerpts: [Excerpt]
  let isOpen: Bool
  let trouble: String?
  let typedNumber: String
  let typedSubject: String

  init(_ facts: TicketFacts, _ place: TicketPlace, _ refused: RefusedForm?) {
    let (chained, isAgent) = (facts.chained, place.actor.role.covers(.agent))
    let own = refused.flatMap { ["merge", "split", "child"].contains($0.form["_name"]) ? $0 : nil }
    relatives = Self.relatives(chained.family, place)
    hasRelatives = !relatives.isEmpty
    let isMerged = chained.family.survivor != nil
    mayPart = isAgent && !isMerged
    mayMerge = mayPart && !chained.legs.contains { $0.handoff.state.isOpen }
    mayAdopt = isAgent && (try? chained.mayHaveChildren()) != nil
    excerpts = facts.comments.items.filter { !$0.isRetracted }.map { comment in
      let line = comment.body.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      let name = AddressMask.masked(comment.author.name)
      return Excerpt(comment: comment.id.description, words: "\(name.isEmpty ? "" : name + ": ")\(line.prefix(60))")
    }
    isOpen = own != nil
    trouble = own?.sentence(place)
    typedNumber = own?.form["into"] ?? ""
    typedSubject = own?.form["subject"] ?? ""
  }

  private static func relatives(_ family: Family, _ place: TicketPlace) -> [Relative] {
    func relative(_ key: String, _ number: Int) -> Relative {
      Relative(relation: place.text(key), number: number, about: nil, standing: nil, partner: nil)
    }
    return [
      family.survivor.map { relative("family_survivor", $0.number) },
      family.parent.map { relative("family_parent", $0.number) },
      family.source.map { relative("family_source", $0.number) },
    ].compactMap { $0 } + family.merged.map { relative("family_merged", $0) }
      + family.children.map { child in
        Relative(
          relation: place.text("family_child"), number: child.ticket.number, about: child.subject,
          standing: StatusBadge(child.status), partner: child.partner)
      }
  }
}
