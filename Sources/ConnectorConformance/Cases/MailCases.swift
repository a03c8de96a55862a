import ConnectorKit
import Foundation
import Testing
import Ticketing

extension Conformance {
  /// Of connectors to desks that are known by their mails.
  static let mails: [ConformanceCase] = [
    ConformanceCase("A09: takes no mail of a sender's that is not the desk's, or of whom two might be meant") { trial in
      for mail in trial.storyMails() {
        for sender in [
          "mallory@evil.example", "Frank <mallory@evil.example>", "", "desk@far.example, mallory@evil.example",
          "\"desk@far.example\" <mallory@evil.example>", "desk@far.example\r\nFrom: mallory@evil.example",
        ] {
          trial.refuses(mail.replacing("From", by: sender), "from \(sender)")
        }
        trial.refuses(mail.adding("Sender: mallory@evil.example"), "sent by another")
        trial.refuses(
          mail.adding("Authentication-Results: mx.hub.example; dmarc=fail header.from=far.example"), "found forged")
      }
    },
    ConformanceCase("A10: believes nobody's word about a sender but that of the hub's own server") { trial in
      for mail in trial.storyMails() {
        let open = FarMail(mail.raw, to: .writing)
        trial.refuses(open, "at the address that everybody knows")
        trial.refuses(
          open.adding("Authentication-Results: mx.evil.example; dmarc=pass header.from=far.example"), "by a stranger")
        trial.refuses(
          open.adding("Authentication-Results: mx.hub.example; dmarc=pass header.from=evil.example"), "of another")
        let proven = open.adding("Authentication-Results: mx.hub.example; dmarc=pass header.from=far.example")
        #expect(throws: Never.self) { _ = try trial.connector.read(trial.foreign(proven)) }
      }
    },
    ConformanceCase("F11: finds the same in a mail that comes twice, and gives no two mails one key") { trial in
      let mails = trial.storyMails()
      var keys: [String] = []
      for mail in mails {
        let first = try trial.connector.read(trial.foreign(mail))
        let again = try trial.connector.read(trial.foreign(mail.adding("Received: from elsewhere")))
        #expect(first == again)
        keys += first.compactMap(\.key)
      }
      #expect(Set(keys).count == mails.count)
    },
    ConformanceCase("A03: takes a number in an answer for the desk's, and no mark that the hub did not make") { trial in
      guard trial.subject.connector.takesMail else { return }
      let change = trial.change(.open(.sample("Fridge 7 is warm", trial.vocabulary)))
      _ = try await trial.carry(change)
      let mail = try #require(trial.far.mails.last, "the desk says nothing of a ticket that a mail made")
      let forged = FarMail(
        Array(
          String(decoding: mail.raw, as: UTF8.self)
            .replacingOccurrences(of: change.marker, with: "0197a000-0000-7000-8000-00000000dead").utf8))
      for report in try trial.connector.read(trial.foreign(forged)) { #expect(report.marker == nil) }
      for report in try trial.connector.read(trial.foreign(mail)) { #expect(report.marker == change.marker) }
    },
    ConformanceCase("comes to an end whatever a mail holds") { trial in
      for mail in trial.storyMails() {
        for place in stride(from: 0, to: mail.raw.count, by: max(1, mail.raw.count / 60)) {
          var raw = mail.raw
          raw[place] ^= 0x15
          _ = try? trial.connector.read(trial.foreign(FarMail(raw)))
          _ = try? trial.connector.read(trial.foreign(FarMail(Array(mail.raw.prefix(place)))))
        }
      }
    },
  ]
}

extension Trial {
  /// What a desk that mails sends in the course of a short story; nothing of any other.
  fileprivate func storyMails() -> [FarMail] {
    guard subject.connector.takesMail else { return [] }
    let id = far.open(subject: "Door 3 stays open", description: "Since the storm.")
    far.say("It rains in.", isPublic: true, on: id)
    far.say("Do not tell them.", isPublic: false, on: id)
    far.attach("door.txt", Array("open".utf8), to: id)
    if let status = vocabulary.status(for: .resolved)?.status { far.set(status: status, of: id) }
    return far.mails
  }

  fileprivate func refuses(_ mail: FarMail, _ what: String) {
    do throws(HookRefusal) {
      let reports = try connector.read(foreign(mail))
      Issue.record("\(what): it was read, as \(reports.count) reports")
    } catch {}
  }
}

extension FarMail {
  /// With another value of a header, which stands in one line.
  fileprivate func replacing(_ name: String, by value: String) -> FarMail {
    var lines = String(decoding: raw, as: UTF8.self).components(separatedBy: "\r\n")
    if let place = lines.firstIndex(where: { $0.hasPrefix("\(name): ") }) { lines[place] = "\(name): \(value)" }
    return FarMail(Array(lines.joined(separator: "\r\n").utf8), to: door)
  }

  fileprivate func adding(_ line: String) -> FarMail { FarMail(Array("\(line)\r\n".utf8) + raw, to: door) }
}
