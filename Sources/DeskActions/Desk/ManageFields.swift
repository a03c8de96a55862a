package import Storage
package import Ticketing

package struct AddField: Action {
  package let key: String
  package let name: String
  package let kind: FieldDefinition.Kind
  package let allowed: [String]

  package init(key: String, name: String, kind: FieldDefinition.Kind, allowed: [String]) {
    self.key = key
    self.name = name
    self.kind = kind
    self.allowed = allowed
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> FieldDefinition {
    try actor.require(.admin)
    let known = try tx.fields()
    guard FieldDefinition.isKey(key), key != "site" else {
      throw InvalidInput("/key", "is 1 to 40 of a–z, 0–9 and underscore, begins with a letter, and is not “site”")
    }
    guard !known.contains(where: { $0.key == key }) else { throw InvalidInput("/key", "is taken") }
    guard known.count < Limits.fields else { throw InvalidInput("/key", "a desk has at most \(Limits.fields) fields") }
    try FieldRules.check(allowed, for: kind)
    let field = FieldDefinition(id: moment.newID(), key: key, name: name, kind: kind, allowed: allowed)
    try tx.put(field)
    try tx.audit("field.create", field.id, key, by: actor, moment)
    return field
  }
}

package struct ChangeField: Action {
  package let field: FieldID
  package let name: String?
  package let allowed: [String]?

  package init(_ field: FieldID, name: String?, allowed: [String]?) {
    self.field = field
    self.name = name
    self.allowed = allowed
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> FieldDefinition {
    try actor.require(.admin)
    guard var field = try tx.fields().first(where: { $0.id == field }) else { throw NotFound() }
    if let name { field.rename(to: name) }
    if let allowed {
      try FieldRules.check(allowed, for: field.kind)
      field.allow(allowed)
    }
    try tx.put(field)
    try tx.audit("field.change", field.id, field.key, by: actor, moment)
    return field
  }
}

private enum FieldRules {
  static func check(_ allowed: [String], for kind: FieldDefinition.Kind) throws {
    switch kind {
    case .choice, .choices:
      guard !allowed.isEmpty, Set(allowed).count == allowed.count, allowed.count <= Limits.choices else {
        throw InvalidInput("/allowed", "lists 1 to \(Limits.choices) different values")
      }
    case .text, .number, .flag, .day:
      guard allowed.isEmpty else { throw InvalidInput("/allowed", "goes with a choice") }
    }
  }
}
