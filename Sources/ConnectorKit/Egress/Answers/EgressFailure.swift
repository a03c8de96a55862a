/// Why there is no answer.
package enum EgressFailure: Error, Sendable, Equatable {
  case malformedURL(URLFault)
  case malformedHeader(HeaderFault)
  /// The name stands for an address that is not to be asked. It does not say which: that would map a network that is not the
  /// asker's.
  case refusedAddress
  case nameNotFound
  /// The resolver gave no answer, or none in time.
  case nameUnknownForNow
  case notConnected
  case tlsRefused(CertificateFault)
  case timedOut(EgressDeadline)
  /// The connection broke, or what came is no HTTP.
  case brokenOff
  case answerTooLarge(limitInBytes: Int)
  /// What was to be sent could not be read.
  case bodyUnreadable
  /// What came could not be kept by whoever wanted it.
  case answerNotKept
  /// This place asked not to be asked before that time, or is asked too often.
  case tooOften(retryAfter: Duration)
  /// Too many wait for this place already.
  case tooManyWaiting
  /// Whoever asked does not want to know any more, or the hub ends.
  case cancelled
  /// libcurl cannot be used on this machine.
  case unavailable
}

/// Which patience came to its end.
package enum EgressDeadline: String, Sendable, Equatable {
  /// All connections to that place were taken.
  case waiting
  case connecting
  case answering
}

/// What a certificate lacks.
package enum CertificateFault: Sendable, Equatable {
  case expired
  case notYetValid
  /// It is a stranger's: signed by itself or by nobody that this machine trusts.
  case unknownAuthority
  /// It is somebody else's.
  case otherHost
  case revoked
  /// There was no certificate to look at: the far side speaks no TLS, or none that is safe.
  case noHandshake
  /// OpenSSL's number for what is wrong.
  case invalid(code: Int)
}

extension EgressFailure {
  /// Whether another try can end otherwise without anybody changing the request.
  package var isTemporary: Bool {
    switch self {
    case .malformedURL, .malformedHeader, .refusedAddress, .answerTooLarge: false
    case .nameNotFound, .nameUnknownForNow, .notConnected, .tlsRefused, .timedOut, .brokenOff, .bodyUnreadable,
      .answerNotKept, .tooOften, .tooManyWaiting, .cancelled, .unavailable:
      true
    }
  }

  /// How long to wait at least; nil where nobody said so.
  package var retryAfter: Duration? {
    guard case .tooOften(let duration) = self else { return nil }
    return duration
  }

  /// Whether the far side may have acted although it did not answer: then only a repetition that it knows for one is safe.
  package var mayHaveArrived: Bool {
    switch self {
    case .brokenOff, .answerTooLarge, .answerNotKept, .timedOut(.answering), .cancelled: true
    case .malformedURL, .malformedHeader, .refusedAddress, .nameNotFound, .nameUnknownForNow, .notConnected,
      .tlsRefused, .timedOut, .bodyUnreadable, .tooOften, .tooManyWaiting, .unavailable:
      false
    }
  }
}
