import DeskActions
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The mail that came in, and what became of it.
enum MailRoutes {
  private static let path = "/api/v1/mails"
  private static let one = path + "/{mail}"

  package static let all: [Route] = [
    Route(
      .get, path, "The mails that came in, newest first; those in `parked` wait for a person.",
      query: [QueryParameter("state", "Only those in this state.", .choice(of: KeptMail.State.self))]
        + QueryParameter.paging, answer: .page(of: "ReceivedMail"), handle: list),
    Route(.get, one, "One mail.", answer: .named("ReceivedMail")) { call in
      let mail = try await mail(call)
      return try await call.read { _ in .json(ReceivedMailView.json(mail)) }
    },
    Route(.get, one + "/original", "The mail as it came, as a download.", answer: nil, handle: original),
    Route(
      .post, one + "/retry",
      "Has a parked mail filed again; one that was set aside comes on a ticket then, whatever it is.",
      body: .json(.object([:]), isOptional: true), answer: .named("ReceivedMail")
    ) { call in
      try call.emptyBody()
      return try await call.write(RetryMail(try call.parameter("mail"))) { mail, _ in
        .json(ReceivedMailView.json(mail))
      }
    },
    Route(
      .post, one + "/drop", "Gives a parked mail up; it is kept, and can be had again.",
      body: .json(.object([:]), isOptional: true), answer: .named("ReceivedMail")
    ) { call in
      try call.emptyBody()
      return try await call.write(DropMail(try call.parameter("mail"))) { mail, _ in
        .json(ReceivedMailView.json(mail))
      }
    },
    Route(
      .get, "/api/v1/tickets/{ticket}/mails", "The mails on a ticket, newest first.", query: QueryParameter.paging,
      answer: .page(of: "ReceivedMail"), handle: ofTicket),
    Route(
      .get, "/api/v1/tickets/{ticket}/reply-address",
      "The address by which the ticket's requester answers by mail; null where there is no requester, or no address.",
      answer: .object(["address": Schema.text.orNull])
    ) { call in
      try call.actor.require(.agent)
      return try await call.read { tx in
        .json(["address": JSONValue(try tx.replyAddress(to: try tx.ticket(at: call)))])
      }
    },
  ]

  private static func list(_ call: Call) async throws -> Answer {
    let (state, page) = (try call.choice("state", of: KeptMail.State.self), try call.page())
    try call.actor.require(.agent)
    return try await call.read { tx in Call.list(try tx.receivedMails(in: state, page), ReceivedMailView.json) }
  }

  private static func ofTicket(_ call: Call) async throws -> Answer {
    let page = try call.page()
    try call.actor.require(.agent)
    return try await call.read { tx in
      let all = try tx.receivedMails(on: try tx.ticket(at: call).id)
      return Call.list(Page(of: all, page) { $0.id.uuid }, ReceivedMailView.json)
    }
  }

  private static func mail(_ call: Call) async throws -> KeptMail {
    let id: KeptMailID = try call.parameter("mail")
    try call.actor.require(.agent)
    let mail = try await call.hub.storage.read(in: try call.actor.tenant) { try $0.receivedMail(id) }
    guard let mail else { throw NotFound() }
    return mail
  }

  /// Its bytes as a file to be saved: nothing in it runs here, or is shown.
  static func original(_ call: Call) async throws -> Answer {
    let mail = try await mail(call)
    let source = try await call.hub.blobs.open(mail.hash, in: try call.actor.tenant)
    return Answer(
      status: 200,
      headers: [
        .contentType: "message/rfc822", .contentDisposition: ContentDisposition.attachment(named: "\(mail.id).eml"),
        .contentSecurityPolicy: "sandbox; default-src 'none'", .eTag: "\"\(mail.hash.hex)\"",
        .cacheControl: "private, no-cache",
      ],
      body: .stream(length: source.bytes, source))
  }
}
