import CurlEgress
import Foundation
import IMAP
import LMTP
import Logging
import Measuring
import Relay
import ServiceLifecycle
import Storage
import Web

/// The ways by which mail comes to the running hub.
struct HubMailDoors: Sendable {
  private let hub: OpenHub
  private let options: MailDoorOptions
  private let intake: any MailIntake
  private let egress: CurlEgress
  /// How the hub calls itself to mail servers.
  private let host: String
  private let measures = LMTPMeasures()

  init(_ hub: OpenHub, _ options: MailDoorOptions, intake: any MailIntake, egress: CurlEgress, publicURL: String) {
    self.hub = hub
    self.options = options
    self.intake = intake
    self.egress = egress
    host = URLComponents(string: publicURL)?.host ?? "localhost"
  }

  var services: [any Service] {
    let fetcher = MailFetcher(
      directory: hub.store, storage: hub.store, intake: intake, lines: egress,
      every: TimeInterval(options.fetchEvery), now: hub.now, logger: hub.logger)
    guard let address = options.address else { return [fetcher] }
    let listener = LMTPServer(
      at: address, intake: intake, host: host, measures: measures, logger: hub.logger
    ) { [logger = hub.logger] address in
      logger.notice("mail is taken by LMTP", metadata: ["at": "\(address)"])
    }
    return [fetcher, listener]
  }

  /// What `/metrics` tells of them.
  var families: [MetricFamily] { options.address == nil ? [] : measures.families }

  /// Opens a mailbox, and changes nothing there.
  var test: MailboxTest {
    { [egress] account in
      do throws(IMAPFailure) {
        return MailboxVerdict(mails: try await MailboxTrial(lines: egress)(account), trouble: nil, detail: nil)
      } catch { return MailboxVerdict(mails: nil, trouble: MailFetchTrouble(error), detail: "\(error)") }
    }
  }
}
