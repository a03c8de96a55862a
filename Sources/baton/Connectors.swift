import ConnectorKit
import Jira
import RequestTracker

/// The external desks that this hub can bridge to: a new connector is one line here.
enum Connectors {
  static let all: [any Connector.Type] = [JiraConnector.self, RequestTrackerConnector.self]
}
