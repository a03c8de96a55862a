import DeskActions
import FormData
import Foundation
import Storage
import StrictJSON
import Ticketing

/// The fields by which a mailbox is reached.
struct MailboxForm {
  /// The desk's address; nil where the mailbox has one already.
  let addressTyped: String
  let known: [String]
  let host: String
  let port: String
  let user: String
  let folder: String
  let movesTo: String
  let securities: [ChoiceView]
  let afterwards: [ChoiceView]
  let fetchesExisting: Bool
  let isNew: Bool

  static let labels = [
    "address": "mail_address", "host": "mailbox_host", "port": "mailbox_port", "user": "mailbox_user",
    "password": "mailbox_password", "folder": "mailbox_folder", "moves_to": "mailbox_moves_to",
  ]

  /// Of a mailbox that is set up now.
  ///
  /// - Parameter address: what is asked for with the page's address.
  init(_ form: FormFields?, address: String?, known: [String], _ catalogue: Catalogue) {
    addressTyped = form?["address"] ?? address ?? ""
    self.known = known
    host = form?["host"] ?? ""
    port = form?["port"] ?? ""
    user = form?["user"] ?? ""
    folder = form?["folder"] ?? "INBOX"
    movesTo = form?["moves_to"] ?? ""
    securities = Self.securities(form?["security"] ?? MailAccount.Security.tls.rawValue, catalogue)
    afterwards = Self.afterwards(form?["afterwards"] ?? MailAccount.Afterwards.leave.rawValue, catalogue)
    fetchesExisting = form?["fetch_existing"] == "true"
    isNew = true
  }

  /// Of one that is there.
  init(_ account: MailAccount, _ form: FormFields?, _ catalogue: Catalogue) {
    addressTyped = ""
    known = []
    host = form?["host"] ?? account.host
    port = form?["port"] ?? "\(account.port)"
    user = form?["user"] ?? account.user
    folder = form?["folder"] ?? account.folder
    movesTo = form?["moves_to"] ?? account.movesTo ?? ""
    securities = Self.securities(form?["security"] ?? account.security.rawValue, catalogue)
    afterwards = Self.afterwards(form?["afterwards"] ?? account.afterwards.rawValue, catalogue)
    fetchesExisting = account.fetchesExisting
    isNew = false
  }

  private static func securities(_ chosen: String, _ catalogue: Catalogue) -> [ChoiceView] {
    ChoiceView.all(of: MailAccount.Security.self, "mailbox_security", catalogue, chosen: chosen)
  }

  private static func afterwards(_ chosen: String, _ catalogue: Catalogue) -> [ChoiceView] {
    ChoiceView.all(of: MailAccount.Afterwards.self, "mailbox_afterwards", catalogue, chosen: chosen)
  }

  /// Checked as the API checks it.
  static func read(_ form: FormFields) throws -> (EmailAddress, MailAccountInput) {
    let address = try JSONFields.read(.object(form.object("address"))) {
      (fields: inout JSONFields) throws(JSONProblems) in
      let address = fields.required("address", .email)
      return try fields.finish(address)
    }
    let input = try changes(form)
    let missing = [("host", input.host), ("user", input.user), ("password", input.password)].filter { $0.1 == nil }
    guard missing.isEmpty else {
      throw InvalidInput(missing.map { .init(pointer: "/\($0.0)", detail: "is required", rule: .required) })
    }
    return (address, input)
  }

  /// What changes of one that is there; a password that is left empty stays.
  static func changes(_ form: FormFields) throws -> MailAccountInput {
    try JSONFields.read(.object(object(form)), MailAccountChangesBody.init).input
  }

  private static func object(_ form: FormFields) -> JSONObject {
    var object = form.object("host", "security", "user", "password", "folder", "afterwards", "moves_to")
    if let port = form["port"]?.trimmingCharacters(in: .whitespaces), !port.isEmpty {
      object.append("port", Int(port).map { JSONValue($0) } ?? .string(port))
    }
    return object
  }
}
