import Storage

/// Where a connection stands, in people's words.
struct ConnectionState {
  let name: String
  /// The style sheet's name of the colour.
  let category: String

  init(_ connection: Connection, _ catalogue: Catalogue) {
    name = catalogue["connections.state_\(connection.state.rawValue)"]
    category =
      switch connection.state {
      case .founding: "new"
      case .active: "resolved"
      case .paused: "onHold"
      case .ended: "closed"
      }
  }
}
