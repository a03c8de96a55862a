import Storage
import Ticketing

enum FieldRules {
  static func check(_ allowed: [String], for kind: FieldDefinition.Kind) throws {
    switch kind {
    case .choice, .choices:
      guard !allowed.isEmpty, Set(allowed).count == allowed.count, allowed.count <= Limits.choices else {
        throw InvalidInput(
          "/allowed", "lists 1 to \(Limits.choices) different values", .notSomeChoices(limit: Limits.choices))
      }
    case .text, .number, .flag, .day:
      guard allowed.isEmpty else { throw InvalidInput("/allowed", "goes with a choice", .choicesOfNothing) }
    }
  }
}
