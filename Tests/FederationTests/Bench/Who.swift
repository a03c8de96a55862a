/// The desks that tests play with, in the order of the chain that they form.
enum Who: Int, CaseIterable, Sendable {
  case acme, fieldworks, sparks, volta, ohm, ampere, henry, farad, hertz, tesla

  var name: String {
    switch self {
    case .acme: "Acme"
    case .fieldworks: "Fieldworks"
    case .sparks: "Sparks"
    case .volta: "Volta"
    case .ohm: "Ohm"
    case .ampere: "Ampere"
    case .henry: "Henry"
    case .farad: "Farad"
    case .hertz: "Hertz"
    case .tesla: "Tesla"
    }
  }

  /// The name of the agent who works there.
  var agent: String { "Ada \(name)son" }

  var federationHex: String { String(repeating: "\(rawValue)", count: 32) }
}
