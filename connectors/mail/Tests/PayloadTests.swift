import ConnectorConformance
import ConnectorKit
import Foundation
import MailBridge
import MailReading
import MessageFormat
import Testing
import Ticketing

@Suite("Notices of real desks that nobody here made")
struct PayloadTests {
  /// Beside the repository, unless the environment names another folder.
  private static let folder: URL = {
    if let named = ProcessInfo.processInfo.environment["BATON_PAYLOADS"] {
      return URL(filePath: named, directoryHint: .isDirectory).appending(path: "mail")
    }
    var repository = URL(filePath: #filePath)
    for _ in 0..<4 { repository.deleteLastPathComponent() }
    return repository.deletingLastPathComponent().appending(path: "shared/data/mail", directoryHint: .isDirectory)
  }()

  /// By which header a product's mails are known.
  private static let products = [
    ("X-JIRA-FingerPrint", "jira"), ("X-ServiceNow-Source", "servicenow"), ("RT-Ticket", "requesttracker"),
    ("X-Zendesk-From-Account-Id", "zendesk"),
  ]

  @Test(
    "are read by their template, and their numbers found",
    .enabled(if: Payloads.areThere(for: "mail"), "no mails lie beside the repository"))
  func areRead() throws {
    var counts: [String: (all: Int, numbered: Int)] = [:]
    for name in (FileManager.default.subpaths(atPath: Self.folder.path) ?? []).sorted() where name.hasSuffix(".eml") {
      guard let raw = try? Data(contentsOf: Self.folder.appending(path: name)) else { continue }
      let mail = Notice.mail(Array(raw))
      guard let product = Self.products.first(where: { mail.mail.fields[$0.0] != nil })?.1,
        let sender = mail.mail.from.address?.address
      else { continue }
      let report = try Notice.connector(product, senders: sender).read(mail).first
      let isNumbered = report?.ticket.id.hasPrefix("mail/") == false
      #expect(isNumbered, "\(name): no number")
      #expect(report?.description?.isEmpty == false, "\(name): no words")
      counts[product, default: (0, 0)].all += 1
      if isNumbered { counts[product, default: (0, 0)].numbered += 1 }
    }
    for (product, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("\(product): \(count.numbered) of \(count.all) notices read")
    }
    for (_, product) in Self.products where counts[product] == nil { print("\(product): no notice lies there") }
  }
}
