import ConnectorKit
import Foundation
import MailBridge
import StrictJSON
import Testing
import Ticketing

@Suite("What a desk's notices say")
struct NoticeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let notice: @Sendable () -> Notice
    let number: String
    var status: String?
    var words: String?
    var author: String?
    var isPublic = true
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "Request Tracker: a ticket is made",
      notice: {
        Notice(
          desk: "requesttracker", subject: "[far #12] Pump is dead",
          text: """

            Mon Sep 21 13:46:40 2026: Request 12 was acted upon.
             Transaction: Ticket created by frank
                   Queue: General
                 Subject: Pump is dead
                   Owner: Nobody
              Requestors: rita@far.example
                  Status: new
             Ticket <URL: http://rt.far.example/Ticket/Display.html?id=12 >


            It went off at noon.
            Status: resolved
            """, more: "RT-Originator: frank@far.example", from: "Frank Farmer via RT <desk@far.example>")
      }, number: "far #12", status: "new", words: "It went off at noon.\nStatus: resolved", author: "Frank Farmer"),
    Case(
      name: "Request Tracker: a comment that requesters do not see",
      notice: {
        Notice(
          desk: "requesttracker", subject: "[far #12] [Comment] Pump is dead",
          text: """

            http://rt.far.example/Ticket/Display.html?id=12
            This is a comment.  It is not sent to the Requestor(s):

            The customer is angry.
            """)
      }, number: "far #12", words: "The customer is angry.", isPublic: false),
    Case(
      name: "Request Tracker: what people write in a bare reply names no status",
      notice: {
        Notice(desk: "requesttracker", subject: "Re: [far #12] Pump is dead", text: "Status: resolved\n\nor is it?")
      }, number: "far #12", words: "or is it?"),
    Case(
      name: "Request Tracker: the status in the head goes before all",
      notice: {
        Notice(
          desk: "requesttracker", subject: "[far #12] Pump is dead", text: "Status: resolved",
          more: "Baton-Status: stalled")
      }, number: "far #12", status: "hold"),
    Case(
      name: "Request Tracker: a status is set",
      notice: {
        Notice(
          desk: "requesttracker", subject: "[far #12] Status Changed to: rejected",
          text: "http://rt.far.example/Ticket/Display.html?id=12\n\nThis transaction appears to have no content\n")
      }, number: "far #12", status: "cancelled"),
    Case(
      name: "ServiceNow: comments are added",
      notice: {
        Notice(
          desk: "servicenow", subject: "Incident INC0010023 -- comments added",
          text: """
            Short Description: Pump is dead
            Click here to view Incident: https://far.service-now.com/nav_to.do?uri=incident.do
            Priority: 3 - Moderate
            State: Awaiting User Info
            Comments:
            2026-09-21 13:46:40 PDT - Beth Anglin (Additional comments)
            Which pump is it?

            Ref:MSG0004711
            """)
      }, number: "INC0010023", status: "pending",
      words: "2026-09-21 13:46:40 PDT - Beth Anglin (Additional comments)\nWhich pump is it?"),
    Case(
      name: "ServiceNow: an incident is resolved",
      notice: {
        Notice(
          desk: "servicenow", subject: "Incident INC0010023 has been resolved",
          text: """
            Your incident INC0010023 has been resolved.
            Resolution notes: The fuse was replaced.
            """)
      }, number: "INC0010023", status: "resolved", words: "The fuse was replaced."),
    Case(
      name: "ServiceNow: work notes stay among agents",
      notice: {
        Notice(
          desk: "servicenow", subject: "Incident INC0010023 -- work notes",
          text: "State: In Progress\nWork notes: Ask the vendor.\n")
      }, number: "INC0010023", status: "open", words: "Ask the vendor.", isPublic: false),
    Case(
      name: "Jira: a comment",
      notice: {
        Notice(
          desk: "jira", subject: "[JIRA] (HELP-12) Pump is dead",
          text: """
                [ https://far.atlassian.net/browse/HELP-12?page=comments ]

            Bob Baker commented on HELP-12:
            -------------------------------

            Which pump is it?

            --
            This message was sent by Atlassian Jira
            """)
      }, number: "HELP-12", words: "-------------------------------\n\nWhich pump is it?", author: "Bob Baker"),
    Case(
      name: "Jira Service Management: the status changes",
      notice: {
        Notice(
          desk: "jira", subject: "HELP-12 Pump is dead",
          text: """
            —-—-—-—
            Reply above this line.

            Bob Baker changed the status to Waiting for customer.

            View request: https://far.atlassian.net/servicedesk/customer/portal/1/HELP-12
            """)
      }, number: "HELP-12", status: "pending", author: "Bob Baker"),
    Case(
      name: "Jira: what was before is not the status",
      notice: {
        Notice(
          desk: "jira", subject: "[JIRA] (HELP-12) Pump is dead",
          text: "Bob Baker updated HELP-12:\n    Status: In Progress  (was: To Do)\n    Assignee: Bob Baker\n")
      }, number: "HELP-12", status: "open", author: "Bob Baker"),
    Case(
      name: "Zendesk: a request is solved",
      notice: {
        Notice(
          desk: "zendesk", subject: "Re: Pump is dead",
          text: """
            ##- Please type your reply above this line -##

            Your request (35436) has been solved.
            To reopen this request, reply to this email.

            The fuse was replaced.

            This email is a service from Far. Delivered by Zendesk
            """)
      }, number: "#35436", status: "resolved", words: "The fuse was replaced."),
    Case(
      name: "Remedy: an incident waits",
      notice: {
        Notice(
          desk: "remedy", subject: "Incident INC000000123456 has been updated",
          text: """
            The following incident was changed:
            Incident Number: INC000000123456
            Status: Pending
            Status Reason: Client Hold
            Notes: We wait for a part.

            Please do not reply to this message.
            """)
      }, number: "INC000000123456", status: "hold", words: "We wait for a part."),
    Case(
      name: "another desk, by what its admin says",
      notice: {
        Notice(
          desk: "other", subject: "[far #7] Wird bearbeitet: Pumpe steht",
          text: "Zustand: In Arbeit\nLiebe Partner,\n\nwir kommen um zwei.\n",
          settings: [
            "status_labels": "Zustand, Stand", "status_words": "in arbeit = open\nwartet = hold",
            "template_lines": "Liebe Partner",
          ])
      }, number: "far #7", status: "open", words: "wir kommen um zwei."),
    Case(
      name: "a word that no template knows is kept as it is",
      notice: { Notice(desk: "servicenow", subject: "INC0010023", text: "State: Awaiting CAB\nComments: soon\n") },
      number: "INC0010023", status: "Awaiting CAB", words: "soon"),
  ]

  @Test("are read by their template", arguments: cases)
  func areRead(_ recorded: Case) throws {
    let report = try #require(try recorded.notice().report())
    #expect(report.ticket.number.hasSuffix(recorded.number), "\(report.ticket.number)")
    #expect(report.status == recorded.status)
    #expect(report.description == recorded.words)
    #expect(report.comments.map(\.body) == (recorded.words.map { [$0] } ?? []))
    if let author = recorded.author { #expect(report.person?.name == author) }
    if recorded.words != nil { #expect(report.comments.first?.isPublic == recorded.isPublic) }
    #expect(report.at == Date(timeIntervalSince1970: 1_790_000_000))
  }

  @Test("tell of the requester, who is no agent when he writes himself")
  func requesters() throws {
    let block = "Request 3 was acted upon.\nRequestors: rita@far.example\nStatus: open\nTicket <URL: x >\n\nAny news?\n"
    var notice = Notice(
      desk: "requesttracker", subject: "[far #3] Fan", text: block, more: "RT-Originator: rita@far.example")
    #expect(try notice.report()?.person?.isAgent == false)
    #expect(try notice.report()?.requester?.email == "rita@far.example")
    notice.more = "RT-Originator: frank@far.example"
    #expect(try notice.report()?.person?.isAgent == nil)
  }

  @Test("say nothing where they are the hub's own words, but what the ticket is called")
  func ownWords() throws {
    let notice = Notice(
      desk: "requesttracker", subject: "[far #3] Fan is loud",
      text: "Request 3 was acted upon.\nStatus: new\nTicket <URL: x >\n\nIn rack 4.\n\nBaton-Ref: o1.abc.def\n",
      marks: ["o1.abc.def": "the-ticket"])
    let report = try #require(try notice.report())
    #expect(report.marker == "the-ticket")
    #expect(report.comments.isEmpty && report.description == nil && report.status == nil && report.subject == nil)
    var byName = notice
    byName.marks = [:]
    byName.ours = ["acme+c1.x@desks.example"]
    byName.more = "RT-Originator: acme+c1.x@desks.example"
    #expect(try byName.report()?.comments.isEmpty == true)
  }

  @Test("are somebody's words where they only quote the hub's")
  func quotedMarks() throws {
    let notice = Notice(
      desk: "other", subject: "Re: [far #3] Fan is loud",
      text: "We come at two.\n\n> In rack 4.\n> \n> Baton-Ref: o1.abc.def\n", marks: ["o1.abc.def": "the-ticket"],
      answers: ["the-ticket"])
    let report = try #require(try notice.report())
    #expect(report.comments.map(\.body) == ["We come at two."])
    #expect(report.marker == "the-ticket")
  }

  @Test("A06: of an automatic answer count the number and whose mail it answers, and no word")
  func automaticAnswers() throws {
    let notice = Notice(
      desk: "requesttracker", subject: "[far #3] AutoReply: Fan is loud", text: "Greetings, this is automatic.",
      more: "Auto-Submitted: auto-replied", answers: ["the-ticket"])
    let report = try #require(try notice.report())
    #expect(report.ticket.id == "3" && report.marker == "the-ticket")
    #expect(report.comments.isEmpty && report.subject == nil)
  }

  @Test("without a number are kept for people, and open nothing")
  func unnumbered() throws {
    let report = try #require(
      try Notice(desk: "jira", subject: "The 2nd maintenance of v3.1", text: "On Sunday.").report())
    #expect(report.subject == nil && report.comments.map(\.body) == ["On Sunday."])
    #expect(report.ticket.id.hasPrefix("mail/"))
  }

  @Test("A17: are read in a time in proportion to their length")
  func longOnes() throws {
    func time(_ lines: Int) throws -> Duration {
      let text = String(repeating: "Comments: \(String(repeating: "Ref: ", count: 12))\n", count: lines)
      let notice = Notice(desk: "servicenow", subject: "INC1 \(String(repeating: "Incident ", count: 40))", text: text)
      let clock = ContinuousClock()
      return try clock.measure { _ = try notice.reports() }
    }
    _ = try time(2_000)
    let (short, long) = (try time(5_000), try time(20_000))
    #expect(long < short * 10, "\(short), then \(long)")
  }
}
