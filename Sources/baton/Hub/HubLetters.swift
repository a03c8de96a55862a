import Foundation
import Mail
import Storage
import Ticketing
import Web

/// Mails that a person asks for and waits to see sent: nothing of them is kept to be tried again.
struct HubLetters: Sendable {
  let outlet: MailOutlet
  let publicURL: String
  let now: @Sendable () -> Date

  var sendProof: MailNeeds.ProofSender {
    { address, code, desk in
      let letter = ProofLetter(
        to: address, code: code, desk: desk.tenant.name, language: desk.language, publicURL: publicURL)
      return await send(letter.message(from: outlet.sender, at: now()))
    }
  }

  var sendTrial: MailNeeds.TrialSender {
    { address, code, mark, desk in
      let letter = TrialLetter(
        to: address, code: code, mark: mark, desk: desk.tenant.name, language: desk.language, publicURL: publicURL)
      return await send(letter.message(from: outlet.sender, at: now()))
    }
  }

  var sendInvitation: MailNeeds.InvitationSender {
    { invitation, desk in
      let letter = InvitationLetter(
        id: invitation.id, to: invitation.to, desk: desk.tenant.name, greeting: invitation.greeting,
        code: invitation.code,
        link: invitation.link, expiresAt: invitation.expiresAt, language: desk.language)
      return await send(letter.message(from: outlet.sender, at: now()))
    }
  }

  /// - Returns: what the server said where it did not take it.
  private func send(_ message: MailMessage) async -> String? {
    do throws(MailFailure) {
      try await CurlCarrier(outlet.server).carry(message)
      return nil
    } catch {
      switch error {
      case .temporary(let reason), .permanent(let reason), .noSuchAddress(let reason): return reason
      }
    }
  }
}
