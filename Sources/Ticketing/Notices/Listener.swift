/// Somebody with an active account, who may be told of things.
package struct Listener: Sendable, Equatable {
  package let agent: AgentID
  package let role: Role
  package let teams: [TeamID]
  package let choices: NoticeChoices

  package init(agent: AgentID, role: Role, teams: [TeamID], choices: NoticeChoices) {
    self.agent = agent
    self.role = role
    self.teams = teams
    self.choices = choices
  }
}
