import Ticketing

/// The desks of the demonstration, by their short names.
enum DemoDeskName: String, CaseIterable, Codable, Sendable {
  case acme
  case fieldworks
  case sparks
  case bakery

  /// The password that all of a desk's people have where the hub is on this machine only: easily typed, and known to everybody.
  var easyPassword: String { "\(rawValue)-baton" }
}

/// Somebody who works at one of the desks.
struct DemoPerson: Sendable, Hashable {
  let desk: DemoDeskName
  let name: String
  let role: Role
  let team: String?

  var email: String { "\(name.prefix { $0 != " " }.lowercased())@\(desk.rawValue).example" }

  private init(_ desk: DemoDeskName, _ name: String, _ role: Role = .agent, team: String? = nil) {
    self.desk = desk
    self.name = name
    self.role = role
    self.team = team
  }

  static let vera = DemoPerson(.acme, "Vera Lindqvist", .admin, team: "Service desk")
  static let nadia = DemoPerson(.acme, "Nadia Osei", team: "Service desk")
  static let tom = DemoPerson(.acme, "Tom Brandt", team: "Service desk")
  static let ingrid = DemoPerson(.acme, "Ingrid Moe", team: "Third line")
  static let raj = DemoPerson(.acme, "Raj Patel", team: "Third line")
  static let lena = DemoPerson(.acme, "Lena Fischer", .light)

  static let piet = DemoPerson(.fieldworks, "Piet Hendriks", .admin, team: "Planning")
  static let marijke = DemoPerson(.fieldworks, "Marijke Bos", team: "Planning")
  static let joost = DemoPerson(.fieldworks, "Joost Vermeer", team: "Engineers")
  static let aylin = DemoPerson(.fieldworks, "Aylin Kaya", team: "Engineers")
  static let els = DemoPerson(.fieldworks, "Els Mulder", .light)

  static let sam = DemoPerson(.sparks, "Sam Porter", .admin, team: "Office")
  static let ruth = DemoPerson(.sparks, "Ruth Adler", team: "Office")
  static let milan = DemoPerson(.sparks, "Milan Novak", team: "Electricians")
  static let oliver = DemoPerson(.sparks, "Oliver Hart", .light)

  static let hanna = DemoPerson(.bakery, "Hanna Visser", .admin, team: "Winkels")
  static let bram = DemoPerson(.bakery, "Bram Visser", team: "Bakkerij")
  static let fleur = DemoPerson(.bakery, "Fleur Jansen", team: "Winkels")
  static let koos = DemoPerson(.bakery, "Koos Visser", .light)

  /// Each desk's admin comes first: the sign-in that is printed.
  static let all: [DemoPerson] = [
    vera, nadia, tom, ingrid, raj, lena, piet, marijke, joost, aylin, els, sam, ruth, milan, oliver, hanna, bram, fleur,
    koos,
  ]

  static func people(at desk: DemoDeskName) -> [DemoPerson] { all.filter { $0.desk == desk } }
}

/// Somebody who asks a desk for help.
struct DemoContact: Sendable {
  let name: String
  let email: String
  let phone: String
  let customer: String

  init(_ name: String, _ email: String, _ phone: String, _ customer: String) {
    self.name = name
    self.email = email
    self.phone = phone
    self.customer = customer
  }

  static let grace = DemoContact("Grace Holt", "grace@freshmart.example", "+44 20 7946 0101", "Freshmart Stores")
  static let dev = DemoContact("Dev Anand", "dev@freshmart.example", "+44 20 7946 0102", "Freshmart Stores")
  static let lucia = DemoContact("Lucia Ferro", "lucia@harbourhotel.example", "+44 20 7946 0111", "Harbour Hotel")
  static let omar = DemoContact("Omar Said", "omar@northgate.example", "+44 20 7946 0121", "Northgate Hospital")
  static let june = DemoContact("June Park", "june@blossom.example", "+44 20 7946 0131", "Blossom Flowers")

  static let henk = DemoContact("Henk de Boer", "henk@slagerijdeboer.example", "+31 20 555 0141", "Slagerij De Boer")
  static let sanne = DemoContact("Sanne Kok", "sanne@brasserienoord.example", "+31 20 555 0151", "Brasserie Noord")

  static let priya = DemoContact("Priya Shah", "priya@loftoffices.example", "+44 20 7946 0161", "Loft Offices")

  static let tineke = DemoContact("Tineke Smit", "tineke@bakery.example", "+31 20 555 0171", "Winkel Dorpsstraat")
  static let ali = DemoContact("Ali Demir", "ali@bakery.example", "+31 20 555 0172", "Winkel Stationsplein")
}
