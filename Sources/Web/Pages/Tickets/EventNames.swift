import Federation
import Ticketing

/// Whom events name by their ids.
struct EventNames {
  let agents: Set<AgentID>
  let teams: Set<TeamID>

  init(_ events: [Event]) {
    func values(_ what: String) -> [String] {
      events.flatMap { $0.facts.changes ?? [] }.filter { $0.what == what }.flatMap { [$0.from, $0.to] }.compactMap {
        $0
      }
    }
    agents = Set(values("assignee").compactMap { AgentID($0) })
    teams = Set(values("team").compactMap { TeamID($0) })
  }
}
