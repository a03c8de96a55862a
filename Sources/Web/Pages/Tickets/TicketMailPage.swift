import DeskActions
import HTTPTypes
import Storage
import Ticketing

/// What is done about a ticket's mails on its page.
enum TicketMailPage {
  static let routes: [Route] = [
    Route(
      .post, "/desk/{desk}/tickets/{ticket}/mails/{mail}/retry", "Sends a mail to the requester again.", face: .page,
      access: .session(.agent), body: .form, answer: nil
    ) { call in
      let (ticket, mail): (TicketID, RequesterMailID) = (try await call.ticket(), try call.parameter("mail"))
      let path = try call.deskPath("/tickets/\(call.parameters["ticket"] ?? "")")
      return try await call.submit { _ in
        RetryRequesterMail(mail, on: ticket)
      } then: { mail, _ in
        mail.comment.map { "\(path)#comment-\($0)" } ?? path
      } orShow: {
        try await TicketPage.show(call, $0)
      }
    }
  ]
}
