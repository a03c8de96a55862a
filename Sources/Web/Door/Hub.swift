package import Foundation
package import Logging
package import Storage
import Synchronization
import Ticketing

/// What the doors need: handed in by the executable.
package struct Hub: Sendable {
  package let storage: any DeskStorage
  package let blobs: any BlobStore
  package let now: @Sendable () -> Date
  package let seed: @Sendable () -> UInt64
  /// How people reach the hub, without a slash at the end.
  package let publicURL: String
  package let logger: Logger
  package let readiness: Readiness
  /// What people who sign in and look at pages need; nil where the hub serves programs only.
  package let pages: PageNeeds?
  package let connections: ConnectionNeeds
  package let mail: MailNeeds
  /// Tries whether a mailbox opens.
  package let mailboxes: MailboxTest
  let principals = Principals()
  let remembered = RememberedAnswers()
  package let measures: WebMeasures
  package let metrics: MetricsDoor
  let rates: RequestRates
  /// The addresses of proxies that are believed where they say whom they sent on.
  let proxies: Set<String>

  package init(
    storage: any DeskStorage, blobs: any BlobStore, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, publicURL: String, logger: Logger, readiness: Readiness,
    pages: PageNeeds? = nil, connections: ConnectionNeeds = ConnectionNeeds(), mail: MailNeeds = MailNeeds(),
    mailboxes: @escaping MailboxTest = { _ in
      MailboxVerdict(mails: nil, trouble: .notConnected, detail: "this hub fetches no mail")
    },
    measures: WebMeasures = WebMeasures(),
    metrics: MetricsDoor = MetricsDoor(),
    rates: RequestRates = RequestRates(), proxies: Set<String> = []
  ) {
    self.storage = storage
    self.blobs = blobs
    self.now = now
    self.seed = seed
    self.publicURL = publicURL
    self.logger = logger
    self.readiness = readiness
    self.pages = pages
    self.connections = connections
    self.mail = mail
    self.mailboxes = mailboxes
    self.measures = measures
    self.metrics = metrics
    self.rates = rates
    self.proxies = proxies
  }

  func moment() -> Moment { Moment(now: now(), seed: seed()) }
}

/// Whether the hub serves: from when all is open until it begins to shut down.
package final class Readiness: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package var isReady: Bool { flag.load(ordering: .acquiring) }

  package func set(_ isReady: Bool) { flag.store(isReady, ordering: .releasing) }
}
