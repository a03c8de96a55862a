import ConnectorConformance
import ConnectorKit
import Foundation
import StrictJSON

/// A desk that speaks by mail alone: a mail without its number makes a ticket, one with it is a reply, or a comment at its other
/// address; a line at the beginning of a mail sets the status. It tells a watcher of everything, whoever did it.
final class MailDesk: FarSide {
  static let settings: JSONObject = [
    "desk": "other", "senders": "desk@far.example", "address": "new@far.example",
    "reply_address": "reply@far.example", "comment_address": "comment@far.example", "number": "[far #{number}]",
    "command": "Status: {status}",
  ]

  private(set) var tickets: [FarTicket] = []
  private(set) var mails: [FarMail] = []
  let hooks: [Hook] = []
  var largestFile = Int.max
  /// The marks of the mails that it has taken, and that of the one that made a ticket.
  private var taken: Set<String> = []
  private var opening: [String: String] = [:]

  func answer(_: FarRequest) -> EgressAnswer { EgressAnswer(status: 404) }

  func take(_ mail: OutwardMail, files: [FarTicket.File]) -> DeliveryFailure? {
    if files.contains(where: { $0.bytes.count > largestFile }) { return .permanent(.tooLarge(limitInBytes: nil)) }
    guard taken.insert(mail.mark).inserted else { return nil }
    if let id = number(in: mail.subject), let place = tickets.firstIndex(where: { $0.id == id }) {
      reply(mail, files, to: place)
    } else if mail.to == "new@far.example" {
      let id = make(mail.subject)
      opening[id] = mail.mark
      tell(id, mail.text, by: "Baton")
    }
    return nil
  }

  private func reply(_ mail: OutwardMail, _ files: [FarTicket.File], to place: Int) {
    let lines = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
    if let status = lines.first, status.hasPrefix("Status: ") {
      tickets[place].status = String(status.dropFirst(8))
    } else if files.isEmpty {
      tickets[place].comments.append(
        .init(id: mail.mark, body: mail.text, isPublic: mail.to != "comment@far.example"))
    }
    tickets[place].files += files
    tell(tickets[place].id, mail.text, by: "Baton", isPublic: mail.to != "comment@far.example")
  }

  func open(subject: String, description: String) -> String {
    let id = make(subject)
    tell(id, description, by: "Rita")
    return id
  }

  func say(_ text: String, isPublic: Bool, on id: String) {
    guard let place = tickets.firstIndex(where: { $0.id == id }) else { return }
    tickets[place].comments.append(.init(id: "\(mails.count)", body: text, isPublic: isPublic))
    tell(id, text, by: "Frank", isPublic: isPublic)
  }

  func attach(_ name: String, _ bytes: [UInt8], to id: String) {
    guard let place = tickets.firstIndex(where: { $0.id == id }) else { return }
    tickets[place].files.append(.init(name: name, bytes: bytes))
    tell(id, "See the file.", by: "Frank", file: (name, bytes))
  }

  func set(status: String, of id: String) {
    guard let place = tickets.firstIndex(where: { $0.id == id }) else { return }
    tickets[place].status = status
    tell(id, "", by: "Frank")
  }

  func closeForGood(_: String) -> Bool { false }

  private func make(_ subject: String) -> String {
    let id = "\(tickets.count + 1)"
    tickets.append(FarTicket(id: id, subject: subject, status: "new", priority: ""))
    return id
  }

  private func number(in subject: String) -> String? {
    guard let start = subject.range(of: "[far #"), let end = subject[start.upperBound...].firstIndex(of: "]") else {
      return nil
    }
    return String(subject[start.upperBound..<end])
  }

  private func tell(
    _ id: String, _ words: String, by name: String, isPublic: Bool = true, file: (name: String, bytes: [UInt8])? = nil
  ) {
    guard let ticket = tickets.first(where: { $0.id == id }) else { return }
    let mark = isPublic ? "" : "[internal] "
    var head = [
      "From: \(name) via Far Desk <desk@far.example>", "To: acme+h1@desks.example",
      "Subject: \(mark)[far #\(id)] \(ticket.subject)", "Date: Mon, 21 Sep 2026 13:46:40 +0000",
      "Message-ID: <notice-\(mails.count)@far.example>", "MIME-Version: 1.0",
    ]
    if let opening = opening[id] { head.append("References: <\(opening)@desks.example>") }
    let text = "Ticket: \(id)\r\nStatus: \(ticket.status)\r\nRequester: Rita\r\n\r\nComment:\r\n\(words)\r\n"
    var body = "Content-Type: text/plain; charset=utf-8\r\n\r\n\(text)"
    if let file {
      body = """
        Content-Type: multipart/mixed; boundary=next\r
        \r
        --next\r
        \(body)\r
        --next\r
        Content-Type: application/octet-stream\r
        Content-Disposition: attachment; filename="\(file.name)"\r
        Content-Transfer-Encoding: base64\r
        \r
        \(Data(file.bytes).base64EncodedString(options: [.lineLength76Characters]))\r
        --next--\r

        """
    }
    mails.append(FarMail(Array((head.joined(separator: "\r\n") + "\r\n" + body).utf8)))
  }
}
