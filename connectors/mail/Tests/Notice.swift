import ConnectorKit
import Foundation
import MailBridge
import MailReading
import MessageFormat
import StrictJSON

/// A notice as the tests have recorded it, and what is set up to read it.
struct Notice {
  let desk: String
  let subject: String
  let text: String
  var more = ""
  var settings: JSONObject = [:]
  var from = "Far Desk <desk@far.example>"
  var marks: [String: String] = [:]
  var answers: [String] = []
  var ours: Set<String> = []

  func mail() -> ForeignMail {
    let raw = """
      From: \(from)
      To: acme+h1@desks.example
      Subject: \(subject)
      Date: Mon, 21 Sep 2026 14:13:20 +0000
      Message-ID: <one@far.example>
      Content-Type: text/plain; charset=utf-8
      \(more.isEmpty ? "X-Nothing: more" : more)

      \(text)
      """
    return Self.mail(Array(raw.utf8), marks: marks, answers: answers, ours: ours)
  }

  static func mail(
    _ raw: [UInt8], marks: [String: String] = [:], answers: [String] = [], ours: Set<String> = []
  ) -> ForeignMail {
    let mail = MailReader().read(raw)
    return ForeignMail(
      mail: mail, kind: MailKind(of: mail, ours: "this-hub"), door: .secret, id: ForeignMail.fingerprint(of: mail),
      receivedAt: Date(timeIntervalSince1970: 1_790_000_000), marks: marks, answers: answers,
      locations: mail.files.indices.map(String.init), ours: ours)
  }

  func reports() throws -> [Report] { try Self.connector(desk, settings).read(mail()) }

  func report() throws -> Report? { try reports().first }

  static func connector(_ desk: String, _ more: JSONObject = [:], senders: String = "desk@far.example") throws
    -> MailConnector
  {
    var settings: JSONObject = ["desk": .string(desk), "senders": .string(senders), "address": "new@far.example"]
    if desk == "requesttracker" || desk == "other" { settings.append("number", "[far #{number}]") }
    for member in more.members { settings.set(member.key, to: member.value) }
    return try MailConnector(try MailConnector.schema.read(settings, secrets: [:]))
  }
}
