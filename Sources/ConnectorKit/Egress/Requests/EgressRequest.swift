/// One question to a far side.
package struct EgressRequest: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package let method: Method
  package let url: EgressURL
  package let headers: [EgressHeader]
  package let body: EgressBody
  package let bound: AnswerBound
  /// From asking for it to the last byte of the answer, waiting for a free connection included.
  package let patience: Duration

  /// - Parameter patience: 15 seconds unless told, and what the body and a long answer take at 256 KiB a second.
  package init(
    _ method: Method, _ url: EgressURL, headers: [EgressHeader] = [], body: EgressBody = .none,
    answer bound: AnswerBound = .usual, patience: Duration? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.bound = bound
    self.patience = patience ?? .seconds(15 + (body.weight + max(0, bound.limit - AnswerBound.usual.limit)) / 262_144)
  }
}

/// How much of an answer's body is kept, and what becomes of more.
package struct AnswerBound: Sendable, Equatable {
  package enum Beyond: Sendable {
    /// The beginning is kept, the rest is not read: for what people and logs look at.
    case cut
    /// The answer is no use if it is not whole: for what is parsed, and for downloads.
    case refuse
  }

  /// In bytes.
  package let limit: Int
  package let beyond: Beyond

  package init(limit: Int, beyond: Beyond) {
    self.limit = max(0, limit)
    self.beyond = beyond
  }

  /// 64 KiB, the rest cut off.
  package static let usual = AnswerBound(limit: 65_536, beyond: .cut)

  /// Whole or not at all.
  package static func whole(limit: Int = 65_536) -> AnswerBound { AnswerBound(limit: limit, beyond: .refuse) }
}
