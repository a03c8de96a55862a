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
      throw InvalidInput(
        "/key", "is 1 to 40 of a–z, 0–9 and underscore, begins with a letter, and is not “site”", .notAKey)
    }
    guard !known.contains(where: { $0.key == key }) else { throw InvalidInput("/key", "is taken", .taken) }
    guard known.count < Limits.fields else {
      throw InvalidInput("/key", "a desk has at most \(Limits.fields) fields", .tooMany(limit: Limits.fields))
    }
    try FieldRules.check(allowed, for: kind)
    let field = FieldDefinition(id: moment.newID(), key: key, name: name, kind: kind, allowed: allowed)
    try tx.put(field)
    try tx.audit("field.create", field.id, .name(key), by: actor, moment)
    return field
  }
}
