package import Foundation

/// How long something has lasted, in people's words: `40 s`, `12 min`, `3 h`, `2 d`.
package enum Span {
  package static func text(_ seconds: TimeInterval, _ catalogue: Catalogue) -> String {
    let whole = Int(max(0, seconds))
    let (unit, count) =
      switch whole {
      case ..<60: ("seconds", whole)
      case ..<3_600: ("minutes", whole / 60)
      case ..<172_800: ("hours", whole / 3_600)
      case _: ("days", whole / 86_400)
      }
    return catalogue.text("operator.\(unit)", ["count": "\(count)"])
  }
}
