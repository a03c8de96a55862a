extension DeliveryFailure.Cause {
  /// What it is called where it is kept, and in catalogues.
  package var word: String {
    switch self {
    case .notAuthorised: "not_authorised"
    case .notFound: "not_found"
    case .closed: "closed"
    case .noTransition(_, _, let offered): offered.isEmpty ? "no_transition" : "other_transitions"
    case .lacking: "lacking"
    case .unmapped: "unmapped"
    case .tooLarge: "too_large"
    case .unsupported: "unsupported"
    case .rateLimited: "rate_limited"
    case .unavailable: "unavailable"
    case .conflict: "conflict"
    case .unnumbered: "unnumbered"
    case .noMail: "no_mail"
    case .unintelligible: "unintelligible"
    case .refused: "refused"
    case .egress(let failure): failure.word
    }
  }

  /// What belongs into the sentence, by its name there.
  package var values: [String: String] {
    switch self {
    case .noTransition(_, let to, let offered): ["to": to, "offered": offered.joined(separator: ", ")]
    case .lacking(let fields): ["fields": fields.joined(separator: ", ")]
    case .unmapped(let word): ["word": word]
    case .unsupported(let what): ["what": what]
    case .refused(let status): ["status": "\(status)"]
    case .egress(.malformedURL), .egress(.malformedHeader): ["why": description]
    case .notAuthorised, .notFound, .closed, .tooLarge, .rateLimited, .unavailable, .conflict, .unnumbered, .noMail,
      .unintelligible, .egress:
      [:]
    }
  }
}

extension EgressFailure {
  package var word: String {
    switch self {
    case .malformedURL, .malformedHeader: "malformed"
    case .refusedAddress: "refused_address"
    case .nameNotFound: "name_not_found"
    case .nameUnknownForNow: "name_unknown_for_now"
    case .notConnected: "not_connected"
    case .tlsRefused(let fault): fault.word
    case .timedOut: "timed_out"
    case .brokenOff: "broken_off"
    case .answerTooLarge: "answer_too_large"
    case .bodyUnreadable, .answerNotKept, .cancelled: "called_off"
    case .tooOften, .tooManyWaiting: "too_often"
    case .unavailable: "no_way_out"
    }
  }
}

extension CertificateFault {
  fileprivate var word: String {
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
