package import StrictJSON

/// What passes between a connector and a desk whose interface speaks JSON: requests in turn, and the answers so far.
///
/// A connector asks for the answer at a place; where there is none yet, it returns the request that gets it.
package struct JSONConversation: Sendable {
  package let exchange: Exchange
  private let base: EgressURL
  private let headers: [EgressHeader]

  /// An answer of more bytes than these is refused, unless a request says otherwise.
  package static let usualLimit = 1_048_576

  /// - Parameters:
  ///   - base: what all paths begin at.
  ///   - headers: what all requests carry, such as the secret.
  package init(
    _ exchange: Exchange, at base: EgressURL, headers: [(name: String, value: String)]
  ) throws(DeliveryFailure) {
    self.exchange = exchange
    self.base = base
    self.headers = try asking { () throws(EgressFailure) in
      var made = [try EgressHeader("Accept", "application/json")]
      for header in headers { made.append(try EgressHeader(header.name, header.value)) }
      return made
    }
  }

  /// What was answered to the request at that place, and null to one without words; nil where it was not asked yet.
  ///
  /// - Parameter mayBeAbsent: whether 404 is an answer too: then it is null.
  /// - Throws: what any other answer means that is no success.
  package func answer(_ place: Int, mayBeAbsent: Bool = false) throws(DeliveryFailure) -> JSONValue? {
    guard let answer = raw(place) else { return nil }
    if answer.status == 404, mayBeAbsent { return .null }
    if let failure = DeliveryFailure(answer, at: exchange.now) { throw failure }
    return try Self.value(of: answer)
  }

  /// The answer as it came, for a connector that judges it by itself.
  package func raw(_ place: Int) -> EgressAnswer? {
    exchange.answers.indices.contains(place) ? exchange.answers[place] : nil
  }

  /// The JSON of an answer, whatever its status; null where it has no words.
  package static func value(of answer: EgressAnswer) throws(DeliveryFailure) -> JSONValue {
    guard !answer.body.isEmpty else { return .null }
    do throws(JSONRefusal) {
      return try JSONReader.read(answer.body)
    } catch { throw .permanent(.unintelligible) }
  }

  /// The step that sends a request of JSON.
  ///
  /// - Parameter limit: the most bytes that are read of its answer.
  package func ask<Outcome>(
    _ method: EgressRequest.Method, _ path: [String], query: [(name: String, value: String)] = [],
    body: JSONObject? = nil, whole limit: Int = usualLimit
  ) throws(DeliveryFailure) -> Step<Outcome> {
    let bytes = body.map { EgressBody.bytes(JSONWriter.bytes(of: .object($0))) } ?? .none
    return try send(
      method, path, query: query, type: body == nil ? nil : "application/json", body: bytes, whole: limit)
  }

  /// The step that sends a form, such as one with a file.
  package func ask<Outcome>(
    _ method: EgressRequest.Method, _ path: [String], query: [(name: String, value: String)] = [],
    form parts: [EgressPart], whole limit: Int = usualLimit
  ) throws(DeliveryFailure) -> Step<Outcome> {
    try send(method, path, query: query, type: nil, body: .form(parts), whole: limit)
  }

  /// The step that sends a body of any type.
  package func send<Outcome>(
    _ method: EgressRequest.Method, _ path: [String], query: [(name: String, value: String)] = [], type: String?,
    body: EgressBody, whole limit: Int = usualLimit
  ) throws(DeliveryFailure) -> Step<Outcome> {
    .ask(
      try asking { () throws(EgressFailure) in
        let typed = try type.map { value throws(EgressFailure) in [try EgressHeader("Content-Type", value)] } ?? []
        return EgressRequest(
          method, try base.appending(path: path, query: query), headers: headers + typed, body: body,
          answer: .whole(limit: limit))
      })
  }
}

/// What a body makes of a request, whose refusal ends the delivery.
package func asking<Made>(_ body: () throws(EgressFailure) -> Made) throws(DeliveryFailure) -> Made {
  do throws(EgressFailure) { return try body() } catch { throw .permanent(.egress(error)) }
}
