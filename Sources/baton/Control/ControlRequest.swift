import Foundation

/// What the command line asks of a hub: over the hub's socket while it runs, else of the storage itself.
enum ControlRequest: Codable, Sendable {
  case createTenant(slug: String, name: String, admin: String)
  case createAgent(tenant: String, email: String, name: String, role: String)
  case createToken(tenant: String, agent: String)
  case examine

  /// Whether it is a first step, for which a hub is made where there is none.
  var foundsHub: Bool {
    switch self {
    case .createTenant: true
    case .createAgent, .createToken, .examine: false
    }
  }
}

enum ControlAnswer: Codable, Sendable {
  struct Created: Codable, Sendable {
    struct Tenant: Codable, Sendable {
      let id: String
      let slug: String
    }

    struct Person: Codable, Sendable {
      let id: String
      let email: String
    }

    var tenant: Tenant?
    var admin: Person?
    var agent: Person?
    var token: String?
    var password: String?
  }

  struct Finding: Codable, Sendable {
    let check: String
    let detail: String
  }

  case created(Created)
  case findings([Finding])
  case refused(String)
}

extension ControlAnswer {
  /// - Throws: an error whose text is the refusal.
  func print(asJSON: Bool) throws {
    switch self {
    case .refused(let why): throw OperationRefusal(why)
    case .created(let created): try asJSON ? printJSON(created) : created.printWords()
    case .findings(let findings):
      if asJSON { return try printJSON(["findings": findings]) }
      for finding in findings { Swift.print("\(finding.check): \(finding.detail)") }
      Swift.print(findings.isEmpty ? "baton: nothing wrong was found" : "baton: \(findings.count) findings")
    }
  }

  private func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension ControlAnswer.Created {
  fileprivate func printWords() {
    if let tenant { print("tenant   \(tenant.slug) (\(tenant.id))") }
    if let person = admin ?? agent { print("agent    \(person.email) (\(person.id))") }
    if let password { print("password \(password)") }
    if let token { print("token    \(token)") }
    if token != nil || password != nil { print("These are shown once: keep them now.") }
  }
}
