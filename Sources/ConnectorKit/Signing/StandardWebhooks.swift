package import Foundation

/// Signs what goes to a tenant's own systems, and knows what was signed so (www.standardwebhooks.com, `v1`: HMAC-SHA256 over
/// `id.time.body`).
package enum StandardWebhooks {
  private static let scheme = SignatureScheme(.sha256, .base64, prefix: "v1,")

  /// The headers of a message; while a secret is being replaced, the old one signs beside the new one.
  ///
  /// - Parameters:
  ///   - id: of the event, the same however often it is tried. At most 256 visible ASCII characters, and no full stop: with one,
  ///     two messages could be signed alike.
  ///   - now: of this try.
  ///   - secrets: the newest first; at least one.
  package static func headers(
    id: String, at now: Date, body: [UInt8], secrets: [WebhookSecret]
  ) throws(WebhookRefusal) -> [EgressHeader] {
    guard isID(id) else { throw .malformedID }
    guard !secrets.isEmpty else { throw .noSecret }
    let seconds = now.timeIntervalSince1970.rounded(.down)
    guard (0..<253_402_300_800).contains(seconds) else { throw .malformedTime }
    let time = String(Int(seconds))
    let signatures = secrets.map { scheme.signature(of: pieces(id, time, body), by: $0.secret) }
    do throws(EgressFailure) {
      return [
        try EgressHeader("webhook-id", id), try EgressHeader("webhook-timestamp", time),
        try EgressHeader("webhook-signature", signatures.joined(separator: " ")),
      ]
    } catch {
      // Neither an id nor a time nor base 64 has a character that no header may have; too many secrets have too many letters.
      throw .tooManySecrets
    }
  }

  /// Takes a message for what it says it is.
  ///
  /// - Parameter header: a header of the message by its name, nil where it has none.
  /// - Returns: the event's id, by which a repetition is known.
  package static func verify(
    header: (String) -> String?, body: [UInt8], secrets: [WebhookSecret], at now: Date
  ) throws(WebhookRefusal) -> String {
    guard let id = header("webhook-id") else { throw .missingHeader("webhook-id") }
    guard let time = header("webhook-timestamp") else { throw .missingHeader("webhook-timestamp") }
    guard let signatures = header("webhook-signature") else { throw .missingHeader("webhook-signature") }
    guard isID(id) else { throw .malformedID }
    guard time.utf8.count <= 12, time.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let sent = Freshness.date(time)
    else { throw .malformedTime }
    switch Freshness(of: sent, at: now) {
    case .fresh: break
    case .tooOld(let by): throw .tooOld(by: by)
    case .tooNew(let by): throw .tooNew(by: by)
    }
    var isValid = false
    for signature in signatures.split(separator: " ").prefix(mostSignatures) {
      if scheme.isValid(String(signature), of: pieces(id, time, body), by: secrets.map(\.secret)) { isValid = true }
    }
    guard isValid else { throw .noValidSignature }
    return id
  }

  /// A sender that replaces a secret sends two; each costs a hash of the body.
  private static let mostSignatures = 8

  private static func isID(_ id: String) -> Bool {
    (1...256).contains(id.utf8.count)
      && id.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ".") }
  }

  private static func pieces(_ id: String, _ time: String, _ body: [UInt8]) -> [[UInt8]] {
    [Array("\(id).\(time).".utf8), body]
  }
}

/// Why a message is not signed, or not taken for signed.
package enum WebhookRefusal: Error, Sendable, Equatable {
  case missingHeader(String)
  case malformedID
  case malformedTime
  case tooOld(by: Duration)
  case tooNew(by: Duration)
  case noValidSignature
  case noSecret
  case tooManySecrets
}
