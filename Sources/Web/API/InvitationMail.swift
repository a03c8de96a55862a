import DeskActions
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing
import Vault

/// An invitation that goes to somebody by mail. The mail is sent once, when all of it is kept: where the server does not take
/// it, whoever asked is told, and has the code to send it otherwise.
struct InvitationMail {
  /// To whom, and what is said beside the words of every invitation.
  struct Letter {
    let to: EmailAddress
    let greeting: String?

    static let schema: [(String, Schema)] = [
      ("email", .email), ("greeting", Schema.line(max: greetingBytes).orNull),
    ]
    private static let greetingBytes = 200

    init(_ fields: inout JSONFields) throws(JSONProblems) {
      let to = fields.required("email", .email)
      greeting = fields.nullable("greeting", .line(max: Self.greetingBytes)).orNil
      self.to = try fields.finish(to)
    }

    /// A greeting greets: it is not to lead strangers anywhere.
    ///
    /// - Throws: `InvalidInput`.
    func judge() throws {
      guard let greeting else { return }
      guard greeting.firstMatch(of: #/:\/\/|@|www\.|[\w-]\.[A-Za-z]{2,}/#) == nil else {
        throw InvalidInput("/greeting", "has an address of the web or of mail in it", .hasAddress)
      }
    }
  }

  let partnership: Partnership
  let invitation: Invitation
  let secret: TokenSecret
  /// What the server said where it did not take the mail.
  let problem: String?

  /// - Parameter action: makes what is performed, of the hash of the code.
  /// - Throws: `AddressRefusal` where the hub sends no mail.
  init<Performed: Action>(
    _ letter: Letter, _ call: Call, _ action: ([UInt8]) throws -> Performed
  ) async throws where Performed.Outcome == (partnership: Partnership, invitation: Invitation) {
    try call.actor.require(.admin)
    guard let send = call.hub.mail.sendInvitation else { throw AddressRefusal.notSent(reason: nil) }
    try letter.judge()
    secret = TokenSecret(.invitation, for: try call.actor.tenant)
    let made = try await call.hub.storage.perform(try action(secret.hash), by: try call.actor, call.moment)
    (partnership, invitation) = made
    let code = secret.text.expose()
    problem = await send(
      MailedInvitation(
        id: UUID().uuidString.lowercased(), to: letter.to, greeting: letter.greeting, code: code,
        link: InvitationLink.to(code, at: call.hub.publicURL), expiresAt: invitation.expiresAt),
      try await call.deskRecord())
  }
}
