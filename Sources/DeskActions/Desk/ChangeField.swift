package import Storage
package import Ticketing

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
    try tx.audit("field.change", field.id, .name(field.key), by: actor, moment)
    return field
  }
}
