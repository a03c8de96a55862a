import Foundation
import SQLiteEngine

/// What the command line asks of a hub: over the hub's socket while it runs, else of the storage itself.
enum ControlRequest: Codable, Sendable {
  case createTenant(slug: String, name: String, admin: String)
  case createAgent(tenant: String, email: String, name: String, role: String)
  case createToken(tenant: String, agent: String)
  case liftSecondStep(tenant: String, email: String)
  case examine
  /// Compares every open handoff with what the partner keeps of it.
  case compareHandoffs
  /// A link by which the operator of a running hub signs in, once.
  case operatorLink
  /// To an absolute path: a name for the new backup, or a directory in which it gets a name of its own.
  case backUp(to: String, withKeys: Bool)
  /// Tries a connection's settings at the far side.
  case testConnection(tenant: String, connection: String)
  /// Tries again what is parked of a connection, in both directions.
  case replayConnection(tenant: String, connection: String)

  /// A mail follows, as `MailPipe` sends it.
  case deliverMail(MailDelivery)

  struct MailDelivery: Codable, Sendable {
    let recipient: String
    let sender: String?
  }

  /// Whether it is a first step, for which a hub is made where there is none.
  var foundsHub: Bool {
    switch self {
    case .createTenant: true
    case .createAgent, .createToken, .liftSecondStep, .examine, .compareHandoffs, .operatorLink, .backUp, .deliverMail,
      .testConnection, .replayConnection:
      false
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

  /// All that was found of one kind.
  struct Finding: Codable, Sendable {
    /// A stable word.
    let check: String
    let count: Int
    /// What it means, and what to do.
    let meaning: String
    let cure: String
    /// Where: the first of them.
    let places: [String]
  }

  struct MadeBackup: Codable, Sendable {
    let path: String
    let databaseBytes: Int
    let files: Int
    let fileBytes: Int
    /// The hashes of attachments whose bytes are gone.
    let missing: [String]
    /// The ids of the keys, one of which opens what is sealed in the backup.
    let keys: [String]
    let withKeys: Bool
  }

  struct Compared: Codable, Sendable {
    /// Handoffs.
    var compared = 0
    /// Found to differ for the first time.
    var found = 0
    var healed = 0
    /// Those that differ still.
    var left = 0
  }

  struct OperatorLink: Codable, Sendable {
    let link: String
    let expiresAt: Date

    enum CodingKeys: String, CodingKey {
      case link
      case expiresAt = "expires_at"
    }
  }

  /// What became of a mail that was piped in.
  enum PipedMail: Codable, Sendable {
    case taken(String)
    /// It was taken before, under this id.
    case known(String)
    case proof
    case unknown(String)
    case tooLarge(limit: Int)
    case later(String)
  }

  case created(Created)
  case mail(PipedMail)
  case secondStepLifted(Created.Person)
  case findings([Finding])
  case compared(Compared)
  case backedUp(MadeBackup)
  case operatorLink(OperatorLink)
  case tested(Trial)
  case replayed(Replay)
  /// Of something that takes long; other answers follow.
  case progress(BackupProgress.Step, done: Int, total: Int)
  case refused(String)
}

extension ControlAnswer {
  /// - Throws: an error whose text is the refusal.
  func print(asJSON: Bool) throws {
    switch self {
    case .refused(let why): throw OperationRefusal(why)
    case .secondStepLifted(let person):
      if asJSON { return try printJSON(["agent": person]) }
      Swift.print("\(person.email) signs in with the password alone now.")
    case .created(let created): try asJSON ? printJSON(created) : created.printWords()
    case .backedUp(let made): try asJSON ? printJSON(["backup": made]) : made.printWords()
    case .operatorLink(let made): try asJSON ? printJSON(made) : made.printWords()
    case .compared(let tally): try asJSON ? printJSON(tally) : tally.printWords()
    case .tested(let trial): try asJSON ? printJSON(trial) : trial.printWords()
    case .replayed(let replay): try asJSON ? printJSON(replay) : replay.printWords()
    case .mail(let mail): try asJSON ? printJSON(mail.told) : mail.printWords()
    case .progress: break
    case .findings(let findings):
      if asJSON { return try printJSON(["findings": findings]) }
      for finding in findings { finding.printWords() }
      let count = findings.reduce(0) { $0 + $1.count }
      Swift.print(count == 0 ? "baton: nothing wrong was found" : "baton: \(count) findings")
    }
  }

  private func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension ControlAnswer.Finding {
  fileprivate func printWords() {
    print("\(check): \(meaning) \(cure)")
    for place in places { print("  \(place)") }
    if count > places.count { print("  … \(count - places.count)") }
  }
}

extension ControlAnswer.Compared {
  fileprivate func printWords() {
    print("baton: \(compared) handoffs compared, \(found) found to differ, \(healed) put right, \(left) left")
  }
}

extension ControlAnswer.MadeBackup {
  fileprivate func printWords() {
    print("backup   \(path)")
    print("database \(databaseBytes) bytes")
    print("files    \(files), \(fileBytes) bytes")
    let ids = keys.joined(separator: ", ")
    print(
      withKeys
        ? "keys     the key file is in it: whoever has this backup can open everything sealed in it"
        : "keys     not in it: to restore it, you need the key file with one of \(ids)")
  }
}

extension ControlAnswer.PipedMail {
  fileprivate var told: [String: String] {
    switch self {
    case .taken(let id): ["outcome": "taken", "mail": id]
    case .known(let id): ["outcome": "known", "mail": id]
    case .proof: ["outcome": "proof"]
    case .unknown(let address): ["outcome": "unknown", "address": address]
    case .tooLarge(let limit): ["outcome": "too_large", "limit": "\(limit)"]
    case .later(let reason): ["outcome": "later", "reason": reason]
    }
  }

  /// What a mail server puts into its report stands on standard error.
  fileprivate func printWords() {
    switch self {
    case .taken(let id): print("baton: taken as \(id)")
    case .known(let id): print("baton: taken before, as \(id)")
    case .proof: print("baton: the address is proved")
    case .unknown(let address): fail("no mail is taken at \(address)")
    case .tooLarge(let limit): fail("the mail is larger than \(limit) bytes")
    case .later(let reason): fail("the mail cannot be taken now: \(reason)")
    }
  }

  private func fail(_ words: String) { FileHandle.standardError.write(Data("baton: \(words)\n".utf8)) }
}

extension ControlAnswer.OperatorLink {
  fileprivate func printWords() {
    print(link)
    print("It opens once, until \(expiresAt.formatted(.iso8601)): the operator's page. Hand it to nobody.")
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
