import ConnectorKit
import Foundation
import StrictJSON

/// The way in and out of Request Tracker's REST interface 2.0.
struct RequestTrackerDoor {
  let exchange: Exchange
  private let settings: RequestTrackerSettings

  init(_ settings: RequestTrackerSettings, _ exchange: Exchange) {
    self.settings = settings
    self.exchange = exchange
  }

  /// What was answered to the request at that place; nil where it was not asked yet.
  ///
  /// - Parameter mayBeAbsent: whether 404 is an answer too: then it is null.
  func answer(_ place: Int, mayBeAbsent: Bool = false) throws(DeliveryFailure) -> JSONValue? {
    guard place < exchange.answers.count else { return nil }
    let answer = exchange.answers[place]
    if answer.status == 404, mayBeAbsent { return .null }
    if let failure = DeliveryFailure(answer) { throw failure }
    guard !answer.body.isEmpty else { return .null }
    do throws(JSONRefusal) {
      return try JSONReader.read(answer.body)
    } catch { throw .permanent(.unintelligible) }
  }

  /// What a request made, as its answer names it: `transaction/36`.
  func location(_ place: Int) -> String? {
    exchange.answers[place][header: "Location"].flatMap { location in
      location.range(of: "/REST/2.0/").map { String(location[$0.upperBound...]) }
    }
  }

  func ask<Outcome>(
    _ method: EgressRequest.Method, _ path: [String], query: [(name: String, value: String)] = [],
    body: JSONObject? = nil, whole limit: Int = 1_048_576
  ) throws(DeliveryFailure) -> Step<Outcome> {
    do throws(EgressFailure) {
      return .ask(
        try request(
          method, path, query: query, body: body.map { .bytes(JSONWriter.bytes(of: .object($0))) } ?? .none,
          isJSON: body != nil, whole: limit))
    } catch { throw .permanent(.egress(error)) }
  }

  func request(
    _ method: EgressRequest.Method, _ path: [String], query: [(name: String, value: String)] = [],
    body: EgressBody = .none, isJSON: Bool = false, whole limit: Int = 1_048_576
  ) throws(EgressFailure) -> EgressRequest {
    var headers = [
      try EgressHeader("Authorization", "token \(settings.token)"), try EgressHeader("Accept", "application/json"),
    ]
    if isJSON { headers.append(try EgressHeader("Content-Type", "application/json")) }
    return EgressRequest(
      method, try settings.address.appending(path: ["REST", "2.0"] + path, query: query), headers: headers,
      body: body, answer: .whole(limit: limit))
  }

  /// Where people see a ticket.
  func page(of ticket: Int) -> String {
    let port = settings.address.port == settings.address.scheme.port ? "" : ":\(settings.address.port)"
    return "\(settings.address.scheme.rawValue)://\(settings.address.host)\(port)/Ticket/Display.html?id=\(ticket)"
  }

  /// Numbers come as text or as numbers.
  static func id(_ value: JSONValue?) -> Int? {
    value?.integer.map { Int($0) } ?? value?.string.flatMap { Int($0) }
  }

  static func quoted(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
  }

  private static let linkPrefix = "urn:uuid:"

  static func link(to marker: String) -> String { linkPrefix + marker }

  static func marker(_ link: String) -> String? {
    link.hasPrefix(linkPrefix) ? String(link.dropFirst(linkPrefix.count)) : nil
  }
}
