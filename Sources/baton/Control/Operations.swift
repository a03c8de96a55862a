import ConnectorKit
import DeskActions
import Federation
import Foundation
import Relay
import SQLiteEngine
import Storage
import Ticketing
import Vault
import Web

/// Does what the command line asks.
struct Operations: Sendable {
  let storage: any DeskStorage
  let directory: any TenantDirectory
  let comparer: Comparer
  let hasher: PasswordHasher
  let now: @Sendable () -> Date
  let seed: @Sendable () -> UInt64
  let backups: HubBackups
  /// Makes links to the operator's page; nil where no hub runs that could show it.
  var links: OperatorLinks?
  /// Tries what a connection is set up with; nil where no hub runs that asks far sides.
  var trial: (@Sendable (TenantID, StandIn) async throws -> TestResult)?
  let intakeOf: @Sendable (_ domain: String?) -> any MailIntake
  /// Below which each desk has an address of its own.
  var mailDomain: String?

  var intake: any MailIntake { intakeOf(mailDomain) }

  /// - Parameter progress: is told how far long work has come; what it throws ends the work.
  func answer(
    _ request: ControlRequest, _ progress: @escaping BackupProgress.Listener = { _ in }
  ) async -> ControlAnswer {
    do {
      switch request {
      case .createTenant(let slug, let name, let admin): return try await createTenant(slug, name, admin)
      case .createAgent(let tenant, let email, let name, let role):
        return try await createAgent(tenant, email, name, role)
      case .createToken(let tenant, let agent): return try await createToken(tenant, agent)
      case .liftSecondStep(let tenant, let email): return try await liftSecondStep(tenant, email)
      case .examine:
        return .findings(try await findings())
      case .compareHandoffs: return .compared(try await compareHandoffs())
      case .operatorLink:
        guard let links else { throw OperationRefusal("No hub runs on this directory: start it, then ask again.") }
        return .operatorLink(links.make(at: now()))
      case .deliverMail: throw OperationRefusal("A mail is to follow.")
      case .backUp(let path, let withKeys):
        return .backedUp(try await backups.make(at: path, withKeys: withKeys, progress))
      case .testConnection(let tenant, let connection): return try await testConnection(tenant, connection)
      case .replayConnection(let tenant, let connection): return try await replayConnection(tenant, connection)
      }
    } catch let refusal as OperationRefusal {
      return .refused(refusal.text)
    } catch let failure as BackupFailure {
      return .refused(failure.description)
    } catch StorageError.full {
      return .refused("no space is left on the disk; nothing half-made is left either")
    } catch {
      return .refused("it failed: \(error)")
    }
  }

  private func findings() async throws -> [ControlAnswer.Finding] {
    let findings = try await directory.examine(now: now())
    guard !findings.isEmpty else { return [] }
    let slugs = Dictionary(try await directory.tenants().map { ($0.id, $0.slug) }) { first, _ in first }
    return try Self.told(findings, desks: slugs)
  }

  /// In words for the operator.
  static func told(_ findings: [Finding], desks: [TenantID: String]) throws -> [ControlAnswer.Finding] {
    let words = DoctorWords(try Catalogue(installed: .english), desks: desks)
    return findings.map { finding in
      .init(
        check: finding.ailment.rawValue, count: finding.count, meaning: words.meaning(of: finding.ailment),
        cure: words.cure(of: finding.ailment), places: finding.cases.map(words.place))
    }
  }

  private func createTenant(_ slug: String, _ name: String, _ admin: String) async throws -> ControlAnswer {
    guard Tenant.isSlug(slug) else {
      throw OperationRefusal("A slug is 2 to 40 of a–z, 0–9 and hyphen, and begins with a letter.")
    }
    let name = try Self.name(name)
    let email = try Self.email(admin)
    var moment = Moment(now: now(), seed: seed())
    var tenant = Tenant(id: moment.newID(), slug: slug, name: name, createdAt: moment.now)
    guard let federationID = FederationID(hex: RandomBytes.system(16).hexadecimal) else {
      throw OperationRefusal("No random bytes could be had.")
    }
    let password = TemporaryPassword.make()
    let hash = try await hasher.hash(try Password(chosen: password))
    do {
      try await directory.create(DeskRecord(tenant: tenant, federationID: federationID))
    } catch is SlugTaken {
      // A desk without anybody is one whose making was interrupted between its two steps: it is finished here.
      guard let unfinished = try await directory.tenant(slug: slug) else { throw OperationRefusal.taken(slug) }
      tenant = unfinished
    }
    let token = TokenSecret(.api, for: tenant.id)
    let founding = FoundDesk(
      email: email, adminName: String(email.text.prefix { $0 != "@" }), passwordHash: hash.text,
      tokenHash: token.hash)
    let started = moment
    let agent = try await storage.write(in: tenant.id) { tx in
      var moment = started
      guard try tx.agents(PageRequest(limit: 1)).items.isEmpty else { throw OperationRefusal.taken(slug) }
      return try founding.perform(in: tx, &moment)
    }
    return .created(
      .init(
        tenant: .init(id: tenant.id.description, slug: slug),
        admin: .init(id: agent.id.description, email: agent.email.text), token: token.text.expose(),
        password: password.expose()))
  }

  private func createAgent(
    _ slug: String, _ email: String, _ name: String, _ role: String
  ) async throws -> ControlAnswer {
    let tenant = try await tenant(slug)
    guard let role = Role(rawValue: role) else { throw OperationRefusal("A role is agent, admin or light.") }
    let email = try Self.email(email)
    let name = try Self.name(name)
    let password = TemporaryPassword.make()
    let hash = try await hasher.hash(try Password(chosen: password))
    let token = TokenSecret(.api, for: tenant.id)
    let moment = Moment(now: now(), seed: seed())
    let agent = try await storage.write(in: tenant.id) { tx in
      var moment = moment
      guard try tx.agent(email: email) == nil else {
        throw OperationRefusal("\(email) is at this desk already.")
      }
      let agent = Agent(id: moment.newID(), email: email, name: name, role: role, createdAt: moment.now)
      try tx.put(agent)
      try tx.put(passwordHash: hash.text, of: agent.id)
      try tx.put(Self.token(token, of: agent, &moment))
      try tx.append(Self.audit("agent.create", agent.id.description, .email(email), moment))
      return agent
    }
    return .created(
      .init(
        agent: .init(id: agent.id.description, email: agent.email.text), token: token.text.expose(),
        password: password.expose()))
  }

  private func createToken(_ slug: String, _ email: String) async throws -> ControlAnswer {
    let tenant = try await tenant(slug)
    let email = try Self.email(email)
    let token = TokenSecret(.api, for: tenant.id)
    let moment = Moment(now: now(), seed: seed())
    try await storage.write(in: tenant.id) { tx in
      var moment = moment
      guard let agent = try tx.agent(email: email), agent.isActive else {
        throw OperationRefusal("\(email) is no active agent of “\(slug)”.")
      }
      try tx.put(Self.token(token, of: agent, &moment))
      try tx.append(Self.audit("token.create", agent.id.description, .email(email), moment))
    }
    return .created(.init(token: token.text.expose()))
  }

  /// The way out for an only admin who lost the device and the codes: nobody at the desk could do it.
  private func liftSecondStep(_ slug: String, _ email: String) async throws -> ControlAnswer {
    let tenant = try await tenant(slug)
    let email = try Self.email(email)
    let moment = Moment(now: now(), seed: seed())
    let agent = try await storage.write(in: tenant.id) { tx in
      guard let agent = try tx.agent(email: email) else {
        throw OperationRefusal("\(email) is not at the desk “\(slug)”.")
      }
      guard try tx.secondStep(of: agent.id) != nil else { throw OperationRefusal("\(email) has no second step.") }
      try tx.removeSecondStep(of: agent.id)
      try tx.append(Self.audit("step.lift", agent.id.description, .email(email), moment))
      return agent
    }
    return .secondStepLifted(.init(id: agent.id.description, email: agent.email.text))
  }

  private func tenant(_ slug: String) async throws -> Tenant {
    guard let tenant = try await directory.tenant(slug: slug) else {
      throw OperationRefusal("There is no tenant “\(slug)”.")
    }
    return tenant
  }

  private static func token(_ secret: TokenSecret, of agent: Agent, _ moment: inout Moment) -> TokenRecord {
    TokenRecord(
      id: moment.newID(), agent: agent.id, label: "command line", secretHash: secret.hash, createdAt: moment.now,
      expiresAt: nil)
  }

  private static func audit(_ action: String, _ subject: String, _ fact: AuditFact, _ moment: Moment) -> AuditRecord {
    AuditRecord(at: moment.now, source: .commandLine, action: action, subject: subject, facts: [fact])
  }

  private static func email(_ text: String) throws -> EmailAddress {
    guard let email = EmailAddress(text) else { throw OperationRefusal("“\(text)” is no address of mail.") }
    return email
  }

  private static func name(_ text: String) throws -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard isPlain, (1...Limits.nameBytes).contains(text.utf8.count) else {
      throw OperationRefusal("A name is one line of 1 to \(Limits.nameBytes) bytes.")
    }
    return text
  }
}

/// Why the hub does not do what the command line asks.
struct OperationRefusal: Error, CustomStringConvertible {
  let text: String
  var description: String { text }

  static func taken(_ slug: String) -> OperationRefusal { OperationRefusal("There is a tenant “\(slug)” already.") }

  init(_ text: String) { self.text = text }
}
