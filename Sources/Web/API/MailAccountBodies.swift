import DeskActions
import Storage
import StrictJSON
import Ticketing

struct MailAccountBody {
  let input: MailAccountInput
  let fetchesExisting: Bool

  static let schema = Schema.object(
    MailAccountChangesBody.properties + [("fetch_existing", .flag)], required: ["address", "host", "user", "password"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let address: DeskAddressID? = fields.required("address", .id())
    let host = fields.required("host", MailAccountChangesBody.host)
    let user = fields.required("user", MailAccountChangesBody.user)
    let password = fields.required("password", MailAccountChangesBody.password)
    var input = MailAccountInput(further: &fields)
    fetchesExisting = fields.optional("fetch_existing", .bool) ?? false
    (input.address, input.host, input.user, input.password) = try fields.finish(address, host, user, password)
    self.input = input
  }
}

struct MailAccountChangesBody {
  let input: MailAccountInput

  /// A name as the domain name system has it, or the number of an address.
  static var host: JSONShape<String> {
    .parsed("the name of a host", max: 253) { $0.wholeMatch(of: /[A-Za-z0-9](?:[A-Za-z0-9.:_-]*)/) == nil ? nil : $0 }
  }
  static var user: JSONShape<String> { .line(max: 254) }
  static var password: JSONShape<String> { .line(max: 500) }
  static var folder: JSONShape<String> { .line(max: 200) }

  private static let hostSchema = Schema([
    "type": "string", "minLength": 1, "maxLength": 253, "pattern": "^ *[A-Za-z0-9][A-Za-z0-9.:_\\-]* *$",
  ])

  static let properties: [(String, Schema)] = [
    ("address", .id), ("host", hostSchema), ("port", .integer(in: 1...65_535)),
    ("security", .choice(of: MailAccount.Security.self)), ("user", .line(max: 254)), ("password", .line(max: 500)),
    ("folder", .line(max: 200)), ("afterwards", .choice(of: MailAccount.Afterwards.self)),
    ("moves_to", .line(max: 200)),
  ]

  static let schema = Schema.object(properties, required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let address: DeskAddressID? = fields.optional("address", .id())
    let host = fields.optional("host", Self.host)
    let user = fields.optional("user", Self.user)
    let password = fields.optional("password", Self.password)
    var input = MailAccountInput(further: &fields)
    (input.address, input.host, input.user, input.password) = (address, host, user, password)
    try fields.finish()
    self.input = input
  }
}

extension MailAccountInput {
  /// What may be left out of an account that is new, too.
  fileprivate init(further fields: inout JSONFields) {
    self.init(
      port: fields.optional("port", .integer(in: 1...65_535)),
      security: fields.optional("security", .choice(of: MailAccount.Security.self)),
      folder: fields.optional("folder", MailAccountChangesBody.folder),
      afterwards: fields.optional("afterwards", .choice(of: MailAccount.Afterwards.self)),
      movesTo: fields.optional("moves_to", MailAccountChangesBody.folder))
  }
}
