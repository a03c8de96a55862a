/// Whom an event concerns: who has the ticket, else the team that has it, else those who hear of unassigned tickets.
package struct Addressees: Sendable, Equatable {
  package let assignee: AgentID?
  package let team: TeamID?

  package init(assignee: AgentID?, team: TeamID?) {
    self.assignee = assignee
    self.team = team
  }

  /// - Parameters:
  ///   - listeners: the desk's people with an active account; whoever is not among them is told nothing.
  ///   - doer: who did it, and knows.
  package func among(_ listeners: [Listener], but doer: AgentID?) -> [Listener] {
    concerned(listeners).filter { $0.agent != doer }
  }

  private func concerned(_ listeners: [Listener]) -> [Listener] {
    // Somebody who was shut out has no ticket any more, and a team without anybody none either.
    if let assignee, let listener = listeners.first(where: { $0.agent == assignee }) { return [listener] }
    let working = listeners.filter { $0.role.covers(.agent) }
    if let team {
      let members = working.filter { $0.teams.contains(team) }
      if !members.isEmpty { return members }
    }
    return working.filter(\.choices.hearsOfUnassigned)
  }

  /// How a listener is told. Replies are mailed to whom the ticket is assigned, and to nobody else.
  package func channels(of kind: NoticeKind, to listener: Listener) -> NoticeChannels {
    let chosen = listener.choices[kind]
    guard kind == .reply, listener.agent != assignee else { return chosen }
    return NoticeChannels(page: chosen.page, mail: false)
  }
}
