package import ConnectorKit

extension DeliveryFailure.Cause {
  /// Why something did not get through to an external desk, and what may mend it.
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("far.\(key)", values) }
    switch self {
    case .notAuthorised: return say("not_authorised")
    case .notFound: return say("not_found")
    case .closed: return say("closed")
    case .noTransition(_, let to, let offered):
      return offered.isEmpty
        ? say("no_transition", ["to": to])
        : say("other_transitions", ["to": to, "offered": offered.joined(separator: ", ")])
    case .lacking(let fields): return say("lacking", ["fields": fields.joined(separator: ", ")])
    case .unmapped(let word): return say("unmapped", ["word": word])
    case .tooLarge: return say("too_large")
    case .unsupported(let what): return say("unsupported", ["what": what])
    case .rateLimited: return say("rate_limited")
    case .unavailable: return say("unavailable")
    case .conflict: return say("conflict")
    case .unintelligible: return say("unintelligible")
    case .refused(let status): return say("refused", ["status": "\(status)"])
    case .egress(let failure): return failure.words(in: catalogue)
    }
  }
}

extension EgressFailure {
  fileprivate func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("far.\(key)", values) }
    switch self {
    case .malformedURL, .malformedHeader: return say("malformed", ["why": description])
    case .refusedAddress: return say("refused_address")
    case .nameNotFound: return say("name_not_found")
    case .nameUnknownForNow: return say("name_unknown_for_now")
    case .notConnected: return say("not_connected")
    case .tlsRefused(let fault): return say(fault.key)
    case .timedOut: return say("timed_out")
    case .brokenOff: return say("broken_off")
    case .answerTooLarge: return say("answer_too_large")
    case .bodyUnreadable, .answerNotKept, .cancelled: return say("called_off")
    case .tooOften, .tooManyWaiting: return say("too_often")
    case .unavailable: return say("no_way_out")
    }
  }
}

extension CertificateFault {
  fileprivate var key: String {
    switch self {
    case .expired: "certificate_expired"
    case .notYetValid: "certificate_early"
    case .unknownAuthority: "certificate_unknown"
    case .otherHost: "certificate_other"
    case .revoked: "certificate_revoked"
    case .noHandshake: "no_tls"
    case .invalid: "certificate_invalid"
    }
  }
}
