import StrictJSON
import ConnectorKit

/// Where Request Tracker is, which of its queues is bridged, and as whom the hub writes there.
struct RequestTrackerSettings: Sendable {
  let address: EgressURL
  let queue: String
  /// The user whose token it is: what that user wrote is the hub's own.
  let user: String
  let token: String
  let pollsEvery: Duration

  static let schema = SettingsSchema([
    .required(
      "url", "Address", .address, help: "Of Request Tracker, as people open it: https://rt.example.com"),
    .required("queue", "Queue", .line, help: "The name of the queue whose tickets are bridged."),
    .required("user", "User", .line, help: "The user of Request Tracker that the token below belongs to."),
    .optional(
      "poll_every", "Ask every … seconds", .number(1...3_600), standard: 15,
      help: "How often Request Tracker is asked what is new."),
    .secret("token", "Token", help: "Made in Request Tracker under the user's Settings, Auth Tokens."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) {
      address = try EgressURL(settings.address("url"))
    } catch { throw SettingsRefusal("url", "\(error)") }
    queue = settings.text("queue")
    user = settings.text("user")
    token = settings.secret("token") ?? ""
    pollsEvery = .seconds(settings.number("poll_every") ?? 15)
  }
}
