package import Storage
package import Ticketing

/// Sets one's own language, and what one wants to be told of, and how.
package struct SetPersonalSettings: Action {
  package let settings: PersonalSettings

  package init(_ settings: PersonalSettings) { self.settings = settings }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> PersonalSettings {
    try tx.put(settings, of: actor.agent)
    return settings
  }
}
