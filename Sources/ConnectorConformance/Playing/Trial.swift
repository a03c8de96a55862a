import ConnectorKit
import Federation
import Foundation
import MailReading
import MessageFormat
import StrictJSON
import Testing
import Ticketing

/// One connector, set up in one way, and one far side for it: what a case is tried on.
final class Trial {
  let subject: any ConformanceSubject
  let setup: ConformanceSetup
  let connector: any Connector
  let far: any FarSide
  /// What it learnt to sign in with.
  private var token: AccessToken?
  /// The webhooks that were heard already.
  private var heard = 0
  private var cursor: String?
  private var serial = 0
  /// The mails that were heard already, and the marks of those that were sent.
  private var heardMails = 0
  private var marks: Set<String> = []

  /// When all this happens.
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  init(_ subject: any ConformanceSubject, _ setup: ConformanceSetup) throws {
    self.subject = subject
    self.setup = setup
    connector = try ConnectorCatalogue([subject.connector]).connector(
      subject.connector.kind, settings: JSONWriter.bytes(of: .object(setup.settings)), secrets: setup.secrets)
    far = subject.farSide(setup)
  }

  var vocabulary: Vocabulary { subject.connector.vocabulary }

  /// The same with another far side, new and empty.
  func again() throws -> Trial { try Trial(subject, setup) }
}

/// Carrying changes.
extension Trial {
  /// A change with an event of its own, the same in each run of a test.
  func change(
    _ content: Change.Content, on ticket: ExternalReference? = nil, status: String? = nil
  ) -> Change {
    serial += 1
    let digits = String(serial)
    let text = "0197a000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    let event = EventID(UUID(uuidString: text) ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
    return Change(
      event: event, marker: event.description, at: Self.now,
      author: WireAuthor(ref: "p1", name: "Ivan", kind: .agent, role: "agent", desk: "Fieldworks"), content: content,
      ticket: ticket, status: status)
  }

  func carry(
    _ change: Change, earlierTries: Int = 0, _ tamper: (Int) -> Tampering = { _ in .none }
  ) async throws -> Run<Receipt> {
    if case .file(let file) = change.content { far.mayFetch(file.name, try await file.content.whole()) }
    return try await play(earlierTries: earlierTries, tamper) { connector.carry(change, $0) }
  }

  /// A ticket that the hub has made there.
  func opened(_ subject: String = "Chiller 4 trips at noon") async throws -> ExternalReference {
    let change = change(.open(.sample(subject, vocabulary)))
    let run = try await carry(change)
    return try #require(
      try await reference(of: change, run.receipt), "a ticket could not be made, or nobody says what it is called")
  }

  /// What the ticket is called there that a change has made: by its receipt, or by what the far side says next.
  func reference(of change: Change, _ receipt: Receipt?) async throws -> ExternalReference? {
    guard subject.connector.numbersLater, receipt != nil else { return receipt?.ticket }
    return try await news().first { $0.marker == change.marker }?.ticket
  }
}

/// Hearing what the far side says.
extension Trial {
  /// What was not heard yet, by webhook and by asking.
  func news() async throws -> [Report] {
    var reports: [Report] = []
    for hook in far.hooks.dropFirst(heard) {
      reports += try connector.read(subject.signed(hook, setup, at: Self.now), at: Self.now)
    }
    heard = far.hooks.count
    for index in heardMails..<far.mails.count { reports += try connector.read(foreign(far.mails[index], index)) }
    heardMails = far.mails.count
    guard connector.isPolled else { return reports }
    for _ in 0..<100 {
      let polled = try await polled(since: cursor)
      cursor = polled.cursor
      reports += polled.reports
      if polled.isWhole { return reports }
    }
    Issue.record("asking never comes to an end: `isWhole` stays false")
    return reports
  }

  func polled(since cursor: String?) async throws -> Polled {
    let run = try await play { connector.poll(since: cursor, at: Self.now, $0) }
    guard case .done(let polled) = run.outcome else {
      throw Unexpected("asking what is new ended with \(run.outcome)")
    }
    return polled
  }

  /// What was there before the story is not news.
  func listen() async throws { _ = try await news() }

  /// A mail as the hub gives it to a connector; its own server is `mx.hub.example`.
  func foreign(_ mail: FarMail, _ index: Int = 0) -> ForeignMail {
    let read = MailReader(trustedServers: ["mx.hub.example"]).read(mail.raw)
    let words = read.words
    let ids = (read.inReplyTo + read.references.reversed()).map { String($0.text.prefix { $0 != "@" }) }
    return ForeignMail(
      mail: read, kind: MailKind(of: read, ours: "this-hub"), door: mail.door, id: ForeignMail.fingerprint(of: read),
      receivedAt: Self.now,
      marks: Dictionary(uniqueKeysWithValues: marks.filter { words.contains($0) }.map { ($0, $0) }),
      answers: ids.filter { marks.contains($0) }, locations: read.files.indices.map { "\(index) \($0)" },
      ours: ["acme+c1@desks.example"])
  }

  /// The file of a mail, as the hub reads it out of what it keeps.
  private func file(at location: String) -> [UInt8]? {
    let places = location.split(separator: " ").compactMap { Int($0) }
    guard places.count == 2, far.mails.indices.contains(places[0]) else { return nil }
    let raw = far.mails[places[0]].raw
    let files = MailReader().read(raw).files
    guard files.indices.contains(places[1]) else { return nil }
    var bytes: [UInt8] = []
    do { try files[places[1]].read(from: raw) { bytes += $0 } } catch { return nil }
    return bytes
  }

  func play<Outcome>(
    earlierTries: Int = 0, _ tamper: (Int) -> Tampering = { _ in .none }, _ step: (Exchange) -> Step<Outcome>
  ) async throws -> Run<Outcome> {
    var run = Run<Outcome>()
    var answers: [EgressAnswer] = []
    for _ in 0..<Run<Outcome>.mostSteps {
      let valid = token.flatMap { $0.expiresAt > Self.now ? $0 : nil }
      let exchange = Exchange(answers: answers, token: valid, earlierTries: earlierTries, at: Self.now)
      switch step(exchange) {
      case .learn(let token):
        self.token = token
        answers = []
        run.learnt += 1
      case .done(let outcome):
        run.outcome = .done(outcome)
        return run
      case .failed(let failure):
        run.outcome = .failed(failure)
        return run
      case .read(let location):
        guard let bytes = file(at: location) else {
          run.outcome = .failed(.permanent(.notFound))
          return run
        }
        answers.append(EgressAnswer(status: 200, body: bytes))
      case .post(let mail):
        let tampering = tamper(run.sent)
        run.sent += 1
        marks.insert(mail.mark)
        if case .unsent = tampering {
          run.outcome = .unanswered
          return run
        }
        var files: [FarTicket.File] = []
        for file in mail.files { files.append(.init(name: file.name, bytes: try await file.content.whole())) }
        if let failure = far.take(mail, files: files) {
          run.outcome = .failed(failure)
          return run
        }
        if case .lost = tampering {
          run.outcome = .unanswered
          return run
        }
        answers.append(EgressAnswer(status: 250))
      case .ask(let request):
        if case .ask(let again) = step(exchange), !again.isSame(as: request) {
          Issue.record("the same answers give another request: \(request) and \(again)")
        }
        run.requests.append(request)
        run.sent += 1
        switch tamper(run.sent - 1) {
        case .none: answers.append(far.answer(try await FarRequest(request)))
        case .answer(let answer): answers.append(answer)
        case .lost:
          _ = far.answer(try await FarRequest(request))
          run.outcome = .unanswered
          return run
        case .unsent:
          run.outcome = .unanswered
          return run
        }
        if let last = answers.last, last.body.count > request.bound.limit, request.bound.beyond == .refuse {
          run.outcome = .failed(.permanent(.egress(.answerTooLarge(limitInBytes: request.bound.limit))))
          return run
        }
      }
    }
    run.outcome = .endless
    return run
  }
}

/// What becomes of a request on its way.
enum Tampering {
  case none
  /// Somebody else answers.
  case answer(EgressAnswer)
  /// The far side acts; its answer gets lost.
  case lost
  /// It never gets there.
  case unsent
}

/// What came of a step, asked again until its end.
struct Run<Outcome: Sendable> {
  enum End {
    case done(Outcome)
    case failed(DeliveryFailure)
    case unanswered
    case endless
  }

  static var mostSteps: Int { 80 }

  var outcome = End.endless
  var requests: [EgressRequest] = []
  /// How many requests and mails have left.
  var sent = 0
  /// How often it signed in.
  var learnt = 0

  var done: Outcome? {
    if case .done(let outcome) = outcome { outcome } else { nil }
  }

  var failure: DeliveryFailure? {
    if case .failed(let failure) = outcome { failure } else { nil }
  }

  var isEndless: Bool {
    if case .endless = outcome { true } else { false }
  }
}

extension Run where Outcome == Receipt {
  var receipt: Receipt? { done }
}

extension EgressRequest {
  func isSame(as other: EgressRequest) -> Bool {
    method == other.method && url == other.url && headers == other.headers && body.isSame(as: other.body)
  }
}

extension EgressBody {
  fileprivate func isSame(as other: EgressBody) -> Bool {
    switch (self, other) {
    case (.bytes(let left), .bytes(let right)): left == right
    case (.form(let left), .form(let right)): left.map(\.name) == right.map(\.name)
    case (.none, .none): true
    case (.file(let left), .file(let right)): left.count == right.count
    case (.none, _), (.bytes, _), (.form, _), (.file, _): false
    }
  }
}

/// A trial that could not go on.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
