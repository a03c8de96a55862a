import Crypto
import Federation
import Foundation
package import HTTPTypes
import Hummingbird
package import Storage
import Ticketing
import Vault

/// Somebody who is signed in at a desk with a browser.
package struct BrowserSession: Sendable {
  package let record: SessionRecord
  /// The desk's slug, as it stands in the path.
  package let slug: String
  package let deskName: String
  /// What every form of this session carries, so that no other site can send one.
  package let formToken: String
  /// Whether the desk asks a second step of its person, who has none: nothing else is opened before it is set up.
  package let lacksSecondStep: Bool

  package init(
    record: SessionRecord, slug: String, deskName: String, formToken: String, lacksSecondStep: Bool = false
  ) {
    self.record = record
    self.slug = slug
    self.deskName = deskName
    self.formToken = formToken
    self.lacksSecondStep = lacksSecondStep
  }

  /// One cookie for each desk, so that somebody may be signed in at several.
  static func cookie(_ slug: String) -> String { "__Host-desk-\(slug)" }

  /// - Parameter cookie: the secret that the browser holds.
  static func formToken(of cookie: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: Data(cookie.utf8)))
    return String(code.hexadecimal.prefix(40))
  }
}

/// The desk asks a second step of somebody who has none yet.
struct SecondStepMissing: Error, Sendable {}

/// Nobody is signed in at the desk of the path, as far as this browser can show.
struct NotSignedIn: Error, Sendable {}

extension Door {
  func visitor(of request: Request, _ context: HubContext) async throws -> (actor: Actor, BrowserSession) {
    guard let slug = parameters(context)["desk"], Tenant.isSlug(slug),
      let cookie = Cookies.value(BrowserSession.cookie(slug), in: request.headers),
      let claim = TokenSecret.read(cookie, as: .session)
    else { throw NotSignedIn() }
    let now = hub.now()
    let address = address(of: request, context)
    let found = try await hub.storage.read(in: claim.tenant) { tx -> (Actor, BrowserSession)? in
      guard let desk = try tx.deskRecord(), desk.tenant.slug == slug,
        let record = try tx.session(secretHash: claim.secretHash),
        record.isAlive(at: now, idleLimit: desk.idleLimit), let agent = try tx.agent(record.agent), agent.isActive
      else { return nil }
      let actor = Actor(tenant: tx.tenant, agent: agent.id, name: agent.name, role: agent.role, address: address)
      let isAsked = desk.secondStepSince.map { $0 <= record.createdAt } ?? false
      let session = BrowserSession(
        record: record, slug: slug, deskName: desk.tenant.name, formToken: BrowserSession.formToken(of: cookie),
        lacksSecondStep: isAsked ? try tx.secondStep(of: agent.id)?.isConfirmed != true : false)
      return (actor, session)
    }
    guard let (actor, session) = found else { throw NotSignedIn() }
    let record = session.record
    if now.timeIntervalSince(record.seenAt) > SessionRecord.grain { try await see(record, in: actor.tenant, at: now) }
    return (actor, session)
  }

  private func see(_ record: SessionRecord, in tenant: TenantID, at now: Date) async throws {
    try await hub.storage.write(in: tenant) { tx in
      // It may have ended meanwhile.
      guard var record = try tx.session(record.id), record.endedAt == nil else { return }
      record.seenAt = now
      try tx.put(record)
    }
  }
}

/// Cookies of a request (RFC 6265, 5.4).
package enum Cookies {
  /// Nil where there is none of the name, or more than one.
  package static func value(_ name: String, in headers: HTTPFields) -> String? {
    let pairs = headers[values: .cookie].flatMap { line in
      line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let matching = pairs.filter { $0.hasPrefix("\(name)=") }
    guard matching.count == 1, let pair = matching.first else { return nil }
    return String(pair.dropFirst(name.count + 1))
  }

  /// - Parameter lifetime: in seconds; nil for as long as the browser runs, 0 to forget it.
  static func setting(_ name: String, _ value: String, lifetime: Int? = nil, isForScripts: Bool = false) -> String {
    let age = lifetime.map { "; Max-Age=\($0)" } ?? ""
    return "\(name)=\(value); Path=/; Secure; SameSite=Lax\(isForScripts ? "" : "; HttpOnly")\(age)"
  }
}
