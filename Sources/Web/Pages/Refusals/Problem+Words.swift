import DeskActions
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

extension Problem {
  /// The same problem in the words of a page and the reader's language; what has no words of its own stays as it is.
  ///
  /// - Parameter error: what the problem was made of.
  func worded(_ error: any Error, in catalogue: Catalogue) -> Problem {
    switch error {
    case let problems as JSONProblems:
      return marked(problems.problems.map { ($0.pointer.text, $0.reason.words(in: catalogue)) }, catalogue)
    case let input as InvalidInput:
      return marked(input.problems.map { ($0.pointer, $0.words(in: catalogue)) }, catalogue)
    default: return saying(Self.words(of: error, in: catalogue) ?? detail, errors)
    }
  }

  private static func words(of error: any Error, in catalogue: Catalogue) -> String? {
    switch error {
    case let refusal as HandoffRefusal: refusal.words(in: catalogue)
    case let refusal as FamilyRefusal: refusal.words(in: catalogue)
    case let refusal as PartnershipRefusal: refusal.words(in: catalogue)
    case let refusal as StatusRefusal: refusal.words(in: catalogue)
    case let refusal as PeopleRefusal: refusal.words(in: catalogue)
    case let refusal as CommentRefusal: refusal.words(in: catalogue)
    case let refusal as UploadRefusal: refusal.words(in: catalogue)
    case is DeliveryRefusal: catalogue["refusals.delivery_done"]
    case is MailNotToRetry: catalogue["sent_mail.not_to_retry"]
    case let refusal as AddressRefusal: refusal.words(in: catalogue)
    case is ReceivedMailRefusal: catalogue["mail.not_now"]
    case let refusal as InvitationMailRefusal: refusal.words(in: catalogue)
    case is PermissionRefusal: catalogue["refusals.role_needed"]
    case is VersionMismatch: catalogue["refusals.changed_meanwhile"]
    default: nil
    }
  }

  private func marked(_ errors: [(pointer: String, detail: String)], _ catalogue: Catalogue) -> Problem {
    let first = errors.first?.detail ?? detail
    return saying(errors.count > 1 ? first + " " + catalogue["refusals.more_fields"] : first, errors)
  }

  private func saying(_ detail: String, _ errors: [(pointer: String, detail: String)]) -> Problem {
    Problem(status, title, detail, errors: errors, headers: headers, extensions: extensions)
  }
}
