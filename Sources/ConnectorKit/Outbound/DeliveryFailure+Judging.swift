package import Foundation

extension DeliveryFailure {
  /// What an answer means where the far side says nothing better; nil for a success.
  ///
  /// - Parameter now: what a date in `Retry-After` is counted from.
  package init?(_ answer: EgressAnswer, at now: Date = Date(timeIntervalSince1970: 0)) {
    let retryAfter = answer[header: "Retry-After"].flatMap { RetryAfter.duration($0, at: now) }
    switch answer.status {
    case 200..<300: return nil
    case 401, 403: self = .permanent(.notAuthorised)
    case 404, 410: self = .permanent(.notFound)
    case 408, 425: self = .temporary(retryAfter: retryAfter, .unavailable)
    case 409, 412: self = .temporary(retryAfter: retryAfter, .conflict)
    case 413: self = .permanent(.tooLarge(limitInBytes: nil))
    case 429: self = .temporary(retryAfter: retryAfter, .rateLimited)
    case 500...: self = .temporary(retryAfter: retryAfter, .unavailable)
    default: self = .permanent(.refused(status: answer.status))
    }
  }
}

extension Step {
  /// The step that a body finds, or the failure that it ends in.
  package static func attempting(_ body: () throws(DeliveryFailure) -> Step) -> Step {
    do throws(DeliveryFailure) { return try body() } catch { return .failed(error) }
  }
}
