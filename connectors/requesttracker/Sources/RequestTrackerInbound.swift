import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// What Request Tracker has to tell: its transactions behind the last one that was heard, each with its ticket as it stands
/// now.
struct RequestTrackerInbound {
  private let desk: JSONConversation
  private let settings: RequestTrackerSettings

  /// So many transactions are heard at once; each may take two more questions.
  private static let page = 20

  init(_ settings: RequestTrackerSettings, _ exchange: Exchange) throws(DeliveryFailure) {
    self.settings = settings
    desk = try settings.conversation(exchange)
  }

  /// - Parameter cursor: the number of the last transaction; nil begins with what comes from now on.
  func poll(since cursor: String?) throws(DeliveryFailure) -> Step<Polled> {
    guard let cursor, let last = Int(cursor) else { return try begin() }
    guard let listed = try desk.answer(0) else {
      return try desk.ask(
        .get, ["transactions"],
        query: [
          ("query", "\(inQueue) AND id > \(last)"), ("orderby", "id"), ("order", "ASC"),
          ("per_page", String(Self.page)), ("fields", "Type,Creator,Created,ObjectId,Field"),
        ])
    }
    let transactions = Transaction.list(listed)
    var questions: [Question] = []
    for transaction in transactions {
      questions.add(.ticket(transaction.ticket))
      guard transaction.isConversation, transaction.creator != settings.user else { continue }
      questions.add(.contents(transaction.id))
      questions.add(.person(transaction.creator))
    }
    var answers: [Question: JSONValue] = [:]
    for (index, question) in questions.enumerated() {
      guard let answer = try desk.answer(index + 1, mayBeAbsent: true) else { return try ask(question) }
      answers[question] = answer
    }
    let isWhole = transactions.count < Self.page
    return .done(
      Polled(
        reports: reports(transactions, answers), cursor: String(transactions.last?.id ?? last), isWhole: isWhole))
  }

  private func begin() throws(DeliveryFailure) -> Step<Polled> {
    guard let newest = try desk.answer(0) else {
      return try desk.ask(
        .get, ["transactions"],
        query: [("query", inQueue), ("orderby", "id"), ("order", "DESC"), ("per_page", "1")])
    }
    let last = Transaction.list(newest).first?.id ?? 0
    return .done(Polled(reports: [], cursor: String(last), isWhole: true))
  }

  private var inQueue: String {
    "ObjectType = 'RT::Ticket' AND TicketQueue = '\(RequestTrackerSettings.quoted(settings.queue))'"
  }

  private func ask(_ question: Question) throws(DeliveryFailure) -> Step<Polled> {
    switch question {
    case .ticket(let id): try desk.ask(.get, ["ticket", String(id)])
    case .contents(let id):
      try desk.ask(
        .get, ["transaction", String(id), "attachments"],
        query: [("fields", "ContentType,Filename,ContentLength,Content"), ("per_page", "50")], whole: 4_194_304)
    case .person(let name): try desk.ask(.get, ["user", name], query: [("fields", "RealName,EmailAddress")])
    }
  }

  private enum Question: Hashable {
    case ticket(Int)
    case contents(Int)
    case person(String)
  }

  func fetch(_ file: ReportedFile) throws(DeliveryFailure) -> Step<[UInt8]> {
    guard let attachment = try desk.answer(0) else {
      return try desk.ask(
        .get, ["attachment", file.location], whole: (file.size ?? Limits.attachmentBytes) / 3 * 4 + 262_144)
    }
    guard let content = attachment["Content"]?.string,
      let data = Data(base64Encoded: content, options: .ignoreUnknownCharacters)
    else { throw .permanent(.unintelligible) }
    return .done(Array(data))
  }

  func test() throws(DeliveryFailure) -> Step<TestResult> {
    guard try desk.answer(0) != nil else { return try desk.ask(.get, ["queue", settings.queue]) }
    guard try desk.answer(1) != nil else { return try desk.ask(.get, ["user", settings.user]) }
    return .done(TestResult(account: settings.user))
  }
}

/// Reports made of transactions.
extension RequestTrackerInbound {
  private func reports(_ transactions: [Transaction], _ answers: [Question: JSONValue]) -> [Report] {
    transactions.compactMap { transaction in
      guard let ticket = answers[.ticket(transaction.ticket)], ticket["id"] != nil else { return nil }
      // How it stands is told with the last of its transactions, by whomever but the hub.
      let isLast = !transactions.contains { $0.ticket == transaction.ticket && $0.id > transaction.id }
      let isOurs = transactions.allSatisfy { $0.ticket != transaction.ticket || $0.creator == settings.user }
      return report(transaction, ticket, answers, standing: isLast && !isOurs)
    }
  }

  private func report(
    _ transaction: Transaction, _ ticket: JSONValue, _ answers: [Question: JSONValue], standing: Bool
  ) -> Report {
    let number = String(transaction.ticket)
    var report = Report(
      ticket: ExternalReference(id: number, number: "#\(number)", url: settings.page(of: transaction.ticket)))
    report.key = "transaction/\(transaction.id)"
    report.at = transaction.at
    report.person = person(transaction.creator, ticket, answers)
    report.marker = marker(ticket)
    report.subject = ticket["Subject"]?.string
    report.requester = requester(ticket)
    if standing {
      report.status = ticket["Status"]?.string
      report.priority = ticket["Priority"]?.string ?? ticket["Priority"]?.integer.map { String($0) }
    }
    guard transaction.isConversation, transaction.creator != settings.user else { return report }
    let parts = answers[.contents(transaction.id)]?["items"]?.array ?? []
    let words = parts.first {
      $0["ContentType"]?.string == "text/plain" && ($0["Filename"]?.string ?? "").isEmpty
    }
    let body = words?["Content"]?.string ?? ""
    let isPublic = transaction.kind != "Comment"
    if transaction.kind == "Create" {
      report.description = body
    } else if !body.isEmpty {
      report.comments = [
        ReportedComment(
          id: "transaction/\(transaction.id)", body: body, isPublic: isPublic, author: report.person,
          at: transaction.at)
      ]
    }
    report.files = parts.compactMap { part in
      guard let name = part["Filename"]?.string, !name.isEmpty, let id = RequestTrackerSettings.id(part["id"]) else {
        return nil
      }
      return ReportedFile(
        id: "attachment/\(id)", name: name, type: part["ContentType"]?.string,
        size: part["ContentLength"]?.string.flatMap { Int($0) }, location: String(id),
        comment: "transaction/\(transaction.id)", isPublic: isPublic, author: report.person)
    }
    return report
  }

  /// By the real name where one is set; who asked is no agent.
  private func person(
    _ name: String, _ ticket: JSONValue, _ answers: [Question: JSONValue]
  ) -> ReportedPerson {
    let known = answers[.person(name)]
    let real = known?["RealName"]?.string ?? ""
    let email = known?["EmailAddress"]?.string ?? ""
    let asks = requester(ticket).map { $0.email == name || $0.email == email } ?? false
    return ReportedPerson(
      id: name, name: real.isEmpty ? name : real, email: email.isEmpty ? nil : email, isAgent: !asks)
  }

  private func requester(_ ticket: JSONValue) -> ReportedPerson? {
    guard let first = ticket["Requestor"]?.array?.first?["id"]?.string else { return nil }
    return ReportedPerson(id: first, name: first, email: first.contains("@") ? first : nil, isAgent: false)
  }

  /// The hub's own sign on a ticket that it made: a link that refers to its marker.
  private func marker(_ ticket: JSONValue) -> String? {
    for link in ticket["_hyperlinks"]?.array ?? [] where link["ref"]?.string == "refers-to" {
      if let marker = link["_url"]?.string.flatMap(RequestTrackerSettings.marker) { return marker }
    }
    return nil
  }
}

/// One entry of Request Tracker's history.
private struct Transaction {
  let id: Int
  let ticket: Int
  let kind: String
  let creator: String
  let at: Date?

  /// Whether people wrote in it.
  var isConversation: Bool { kind == "Create" || kind == "Correspond" || kind == "Comment" }

  static func list(_ answer: JSONValue) -> [Transaction] {
    (answer["items"]?.array ?? []).compactMap { item in
      guard let id = RequestTrackerSettings.id(item["id"]) else { return nil }
      return Transaction(
        id: id, ticket: RequestTrackerSettings.id(item["ObjectId"]) ?? 0, kind: item["Type"]?.string ?? "",
        creator: item["Creator"]?["id"]?.string ?? "", at: item["Created"]?.string.flatMap(RFC3339.date))
    }
  }
}

extension Array where Element: Equatable {
  fileprivate mutating func add(_ element: Element) {
    if !contains(element) { append(element) }
  }
}
