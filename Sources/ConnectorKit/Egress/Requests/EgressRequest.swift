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
  /// Where a download goes; nil where the answer's body is kept in memory.
  package let sink: EgressSink?
  /// From asking for it to the last byte of the answer, waiting for a free connection included; nil for what the egress grants.
  package let patience: Duration?
  /// For whom it is asked, such as a desk's id. At one host each has connections, a rate and pauses of its own, and there is a
  /// bound on what each may have under way in all: none of them can use up what is another's.
  package private(set) var account: String

  package init(
    _ method: Method, _ url: EgressURL, headers: [EgressHeader] = [], body: EgressBody = .none,
    answer bound: AnswerBound = .usual, into sink: EgressSink? = nil, patience: Duration? = nil,
    account: String = ""
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.bound = bound
    self.sink = sink
    self.account = account
    self.patience = patience
  }
}

extension EgressRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Without path, headers and body, which may hold secrets.
  package var description: String { "\(method.rawValue) \(url.scheme.rawValue)://\(url.host):\(url.port)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

extension EgressRequest {
  /// The same, for whom it is asked.
  package func asked(for account: String) -> EgressRequest {
    var request = self
    request.account = account
    return request
  }

  /// - Parameter usual: how long it may take where it does not say so; on top comes what the body and a long answer take at 256 KiB
  ///   a second.
  package func patience(usual: Duration) -> Duration {
    patience ?? usual + .seconds((body.weight + max(0, bound.limit - AnswerBound.usual.limit)) / 262_144)
  }

  package var place: EgressPlace { EgressPlace(host: url.host, port: url.port, account: account) }
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

  /// Whole or not at all; with a sink, it is always so.
  package static func whole(limit: Int = 65_536) -> AnswerBound { AnswerBound(limit: limit, beyond: .refuse) }
}

/// Takes a download piece by piece, so that it is never in memory as a whole.
///
/// Only the body of an answer of 200 to 299 goes there; what other answers say is kept as ever. When the request has ended,
/// however it did, nothing is handed on any more.
package struct EgressSink: Sendable {
  /// Called with one piece after the other, each of 256 KiB at most; the far side waits meanwhile.
  package let take: @Sendable ([UInt8]) async throws -> Void

  package init(take: @escaping @Sendable ([UInt8]) async throws -> Void) { self.take = take }
}
