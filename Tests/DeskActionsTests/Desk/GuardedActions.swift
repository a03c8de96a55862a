import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

extension RoleTests {
  static let agents: [GuardedAction] = {
    let (ticket, comment, handoff): (TicketID, CommentID, HandoffID) = (nowhere(), nowhere(), nowhere())
    return [
      GuardedAction(.agent, OpenTicket(TicketInput())), GuardedAction(.agent, ChangeTicket(ticket, TicketInput())),
      GuardedAction(.agent, AttachFiles(to: ticket, [])),
      GuardedAction(.agent, ResolveTicket(ticket, resolution: Resolution(code: .fixed, text: "x"))),
      GuardedAction(.agent, ReleaseComment(comment, on: ticket)),
      GuardedAction(.agent, MergeTicket(ticket, into: nowhere())),
      GuardedAction(.agent, OpenChild(of: ticket, TicketInput())),
      GuardedAction(.agent, SplitTicket(ticket, TicketInput(), comments: [])),
      GuardedAction(.agent, OfferHandoff(ticket, to: nowhere())),
      GuardedAction(.agent, PreviewHandoff(OfferHandoff(ticket, to: nowhere()))),
      GuardedAction(.agent, AcceptHandoff(handoff)), GuardedAction(.agent, DeclineHandoff(handoff, reason: "x")),
      GuardedAction(.agent, CompleteHandoff(handoff, .done)),
      GuardedAction(.agent, ReturnHandoff(handoff, reason: "x")),
      GuardedAction(.agent, WithdrawHandoff(handoff)), GuardedAction(.agent, RecallHandoff(handoff, reason: "x")),
      GuardedAction(.agent, ReworkHandoff(handoff, reason: "x")), GuardedAction(.agent, ConfirmHandoff(handoff)),
      GuardedAction(.agent, ChangeHandoff(handoff)), GuardedAction(.agent, RetryDelivery(nowhere())),
      GuardedAction(.agent, DropDelivery(nowhere())), GuardedAction(.agent, RetryDeliveries(over: nowhere())),
      GuardedAction(.agent, RetryRequesterMail(nowhere(), on: ticket)),
      GuardedAction(.agent, AddCustomer(name: "x", note: nil)),
      GuardedAction(.agent, ChangeCustomer(nowhere(), name: nil, note: nil)),
      GuardedAction(.agent, ChangeRequester(nowhere(), name: nil, phone: nil, customer: nil)),
      GuardedAction(.agent, RetryMail(nowhere())), GuardedAction(.agent, DropMail(nowhere())),
    ]
  }()

  static let admins: [GuardedAction] = {
    let partnership: PartnershipID = nowhere()
    return [
      GuardedAction(.admin, AddStatus(name: "x", category: .new)),
      GuardedAction(.admin, ChangeStatus(nowhere(), name: nil, position: nil)),
      GuardedAction(.admin, RemoveStatus(nowhere())),
      GuardedAction(.admin, AddField(key: "x", name: "x", kind: .text, allowed: [])),
      GuardedAction(.admin, ChangeField(nowhere(), name: nil, allowed: nil)),
      GuardedAction(.admin, ChangeDesk(passesThrough: true)), GuardedAction(.admin, AddTeam(name: "x")),
      GuardedAction(.admin, ChangeTeam(nowhere(), name: "x")), GuardedAction(.admin, ChangeAgent(nowhere())),
      GuardedAction(.admin, LiftSecondStep(of: nowhere())),
      GuardedAction(.admin, LiftSuppression(nowhere())),
      GuardedAction(.admin, ChangeMailTemplate(.closing, in: .english, subject: "x", body: "x")),
      GuardedAction(.admin, RestoreMailTemplate(.closing, in: .english)),
      GuardedAction(.admin, ChangePartnership(partnership)),
      GuardedAction(.admin, SetSharing(partnership, SharingChanges())),
      GuardedAction(.admin, SetMapping(partnership, MappingInput())),
      GuardedAction(.admin, SuspendPartnership(partnership)), GuardedAction(.admin, ResumePartnership(partnership)),
      GuardedAction(.admin, EndPartnership(partnership, keepsCopies: false)),
      GuardedAction(.admin, InvitePartner(name: "x", message: nil, secretHash: [1])),
      GuardedAction(.admin, ResetMapping(partnership)),
      GuardedAction(.admin, RenewInvitation(partnership, secretHash: [1])),
      GuardedAction(.admin, ChangeAddress(nowhere(), AddressInput())), GuardedAction(.admin, RemoveAddress(nowhere())),
      GuardedAction(.admin, AskForProof(of: nowhere(), by: "x")),
      GuardedAction(.admin, AddMailAccount(MailAccountInput(), fetchesExisting: false)),
      GuardedAction(.admin, ChangeMailAccount(nowhere())), GuardedAction(.admin, RemoveMailAccount(nowhere())),
    ]
  }()

  /// The id of nothing.
  private static func nowhere<Entity>() -> ID<Entity> {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_790_000_000), seed: 77)
    return moment.newID()
  }
}
