/// Words that must not leave, each told from all others by one look at the bytes. Each begins with a mark that nothing else
/// has.
enum Canary {
  static let mark = UInt8(ascii: "~")
  static let `internal` = "~internal"
  static let field = "gate_code"
  static let fieldValue = "~gate"
  static let site = "~street"
  static let sitePhone = "~site-phone"
  static let requester = "~quirin"
  static let phone = "~phone"

  static func desk(_ index: Int) -> String { "~desk\(index)" }
  static func firstName(_ index: Int) -> String { "~first\(index)" }
  static func lastName(_ index: Int) -> String { "~last\(index)" }
  static func person(_ index: Int) -> String { "\(firstName(index)) \(lastName(index))" }
  /// The address that the people of a desk write in their comments.
  static func address(_ index: Int) -> String { "~mail@desk\(index).example" }
  /// What the people of a desk say when they decline, return or take back: for the next desk only.
  static func reason(_ index: Int) -> String { "~why\(index)." }
  static func ownAddress(_ index: Int) -> String { "admin@desk\(index).example" }
  static let requesterAddress = "~rita@secret.example"
}
