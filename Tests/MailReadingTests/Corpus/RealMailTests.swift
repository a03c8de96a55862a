import Foundation
import MailHTML
import MailReading
import MessageFormat
import Testing

@Suite(
  "Real mail",
  .enabled(if: Corpus.isThere, "The corpus is not beside this repository: our own recordings are all that is read."))
struct RealMailTests {
  /// What a file should become.
  private enum Expected: Equatable {
    case bounce, delivered, complaint, autoReply
    /// Of people, or of a program that writes to people: to be read by somebody.
    case toBeRead

    init(_ kind: MailKind) {
      self =
        switch kind {
        case .bounce, .delayed: .bounce
        case .delivered: .delivered
        case .complaint: .complaint
        case .autoReply: .autoReply
        case .new, .reply, .bulk, .automatic, .cameBack, .readReceipt: .toBeRead
        }
    }
  }

  /// The facts that come with the bounces: file, reason of each recipient, whether it is for ever.
  private static let reasons: [String: [(reason: String, isHard: Bool)]] = {
    let place = Corpus.root.appending(path: "bounces/sisimai/_expected.tsv")
    let table = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
    var reasons: [String: [(String, Bool)]] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if cells.count >= 6 { reasons[cells[0], default: []].append((cells[4], cells[5] == "true")) }
    }
    return reasons
  }()

  private static func expected(_ file: Corpus.File) -> Expected {
    switch file.folder {
    case "bounces/sisimai":
      switch reasons[file.name]?.first?.reason {
      case "feedback": return .complaint
      case "vacation": return .autoReply
      case "delivered": return .delivered
      default: return .bounce
      }
    // A person's answer to another person, in a folder of bounces.
    case "bounces/flufl": return file.name == "groupwise_03.eml" ? .toBeRead : .bounce
    case "bounces/flanker": return file.name.hasPrefix("complaints") ? .complaint : .bounce
    case "auth/mail-auth": return file.name.hasPrefix("arf-") ? .complaint : .toBeRead
    case "mail":
      let reports = ["multipart_report-", "mime-raw_email_with_mimepart_without_content_type"]
      return reports.contains { file.name.hasPrefix($0) } ? .bounce : .toBeRead
    case "zammad":
      let reports = ["mail033", "mail052", "mail053", "mail055", "mail063", "mail078.", "mail092"]
      return reports.contains { file.name.hasPrefix($0) } ? .bounce : .toBeRead
    default: return .toBeRead
    }
  }

  @Test("becomes what it is: bounces and automatic answers are told from what people write")
  func kinds() {
    var tally = Tally()
    var automatic = (right: 0, all: 0)
    for folder in Corpus.folders {
      for file in Corpus.files(folder, ".eml", ".box") {
        let expected = Self.expected(file)
        let kind = MailKind(of: MailReader().read(file.bytes), ours: "")
        let isRight = Expected(kind) == expected
        tally.count(file, isRight: isRight, "\(kind), not \(expected)")
        guard expected != .toBeRead else { continue }
        automatic.all += 1
        automatic.right += isRight ? 1 : 0
      }
    }
    print(tally.report("Kinds of mail"))
    print("  bounces, complaints and automatic answers: \(automatic.right) of \(automatic.all)")
    #expect(automatic.right * 100 >= automatic.all * 98)
    #expect(tally.right * 100 >= tally.all * 98)
  }

  @Test("that bounced says whether it always will, mostly as others read it")
  func permanence() {
    var tally = Tally()
    for file in Corpus.files("bounces/sisimai", ".eml") {
      guard let reasons = Self.reasons[file.name],
        case .bounce(let report) = MailKind(of: MailReader().read(file.bytes), ours: "")
      else { continue }
      // A mail that no address is to blame for is no reason to leave one out: ours is the narrower view.
      let isHard = reasons.contains { $0.isHard }
      tally.count(
        file, isRight: report.isPermanent == isHard,
        "\(report.recipients.map { "\($0.status ?? "-") \($0.diagnostic.prefix(80))" }), \(reasons)")
    }
    print(tally.report("Bounces that are for ever"))
    #expect(tally.right * 100 >= tally.all * 80)
  }

  @Test("is read as its own desk reads it: sender and subject")
  func heads() throws {
    var tally = Tally()
    for key in ["from_email", "subject"] {
      for file in Corpus.files("zammad", ".eml") {
        let yaml = try String(
          contentsOf: Corpus.root.appending(path: "zammad/\(file.name.dropLast(4)).yml"), encoding: .utf8)
        let mail = MailReader().read(file.bytes)
        let value = key == "subject" ? mail.subject : mail.from.address?.address ?? ""
        guard let expected = DeskVerdict.value(key, in: yaml) else { continue }
        tally.count(
          file, key, isRight: DeskVerdict.isSame(value, expected),
          "\(value.debugDescription), not \(expected.debugDescription)")
      }
    }
    print(tally.report("Senders and subjects"))
    #expect(tally.right * 100 >= tally.all * 90)
  }

  @Test("becomes HTML that is safe, and stays so when it is made safe again")
  func html() {
    for folder in Corpus.folders {
      for file in Corpus.files(folder, ".eml", ".box", ".html") {
        let html = file.name.hasSuffix(".html") ? UntrustedHTML(file.text) : MailReader().read(file.bytes).html
        guard let html else { continue }
        let once = SafeHTML(html)
        #expect(SafeHTML(UntrustedHTML(once.text)) == once, "\(folder)/\(file.name)")
      }
    }
  }

  @Test("is read whole however often it is cut")
  func cut() {
    for folder in Corpus.folders {
      for file in Corpus.files(folder, ".eml") {
        for part in 1..<8 {
          let mail = MailReader().read(Array(file.bytes.prefix(file.bytes.count * part / 8)))
          #expect(!mail.message.parts.isEmpty)
        }
      }
    }
  }
}

/// A line of what another desk makes of a mail.
enum DeskVerdict {
  static func value(_ key: String, in yaml: String) -> String? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    guard let index = lines.firstIndex(where: { $0.hasPrefix(key + ": ") }) else { return nil }
    var value = String(lines[index].dropFirst(key.count + 2))
    // A long one goes on in the next lines, which are further in.
    for line in lines[(index + 1)...].prefix(while: { $0.hasPrefix("  ") }) { value += " " + line.drop { $0 == " " } }
    guard !value.hasPrefix("|"), !value.hasPrefix(">"), !value.hasPrefix("!") else { return nil }
    if value.hasPrefix("'"), value.hasSuffix("'") {
      return String(value.dropFirst().dropLast()).replacing("''", with: "'")
    }
    if value.hasPrefix("\""), value.hasSuffix("\"") {
      return (try? JSONDecoder().decode(String.self, from: Data(value.utf8))) ?? String(value.dropFirst().dropLast())
    }
    return value
  }

  /// Apart from white space and letters' case: addresses are compared without it.
  static func isSame(_ left: String, _ right: String) -> Bool {
    func bare(_ text: String) -> String {
      text.filter { !$0.isWhitespace }.lowercased().precomposedStringWithCanonicalMapping
    }
    return bare(left) == bare(right)
  }
}
