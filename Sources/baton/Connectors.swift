import ConnectorKit
import Jira
import MailBridge
import NetworkedHelpDesk
import RequestTracker
import ServiceNow
import Webhooks
import Zendesk

/// The external desks that this hub can bridge to: a new connector is one line here.
enum Connectors {
  static let all: [any Connector.Type] = [
    JiraConnector.self, MailConnector.self, NetworkedHelpDeskConnector.self, RequestTrackerConnector.self,
    ServiceNowConnector.self, WebhookConnector.self, ZendeskConnector.self,
  ]
}
