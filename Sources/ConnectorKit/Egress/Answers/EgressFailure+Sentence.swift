extension EgressFailure: CustomStringConvertible {
  /// For whoever set the connection up: what is wrong, and nothing that is not theirs to know.
  package var description: String {
    switch self {
    case .malformedURL(let fault): "the address \(fault)"
    case .malformedHeader(let fault): "\(fault)"
    case .refusedAddress: "the address is not one that this hub may ask"
    case .nameNotFound: "the host's name is not known"
    case .nameUnknownForNow: "the host's name could not be looked up"
    case .notConnected: "the host does not take connections there"
    case .tlsRefused(let fault): "the connection is not safe: \(fault)"
    case .timedOut(let deadline): "\(deadline)"
    case .brokenOff: "the connection broke, or what came is no HTTP"
    case .answerTooLarge(let limit): "the answer is longer than \(limit) bytes"
    case .bodyUnreadable: "what was to be sent could not be read"
    case .answerNotKept: "what came could not be kept"
    case .tooOften(let wait): "the host is not to be asked again for \(max(1, wait.components.seconds)) s"
    case .tooManyWaiting: "too much waits for this host already"
    case .cancelled: "it was called off"
    case .unavailable: "this machine has no libcurl that can be used"
    }
  }
}

extension URLFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let limit): "is longer than \(limit) bytes"
    case .scheme: "must begin with https:// or http://"
    case .credentials: "must not have a name or a password in it"
    case .host: "has no host that can be asked: a name of letters, digits, hyphens and dots, or an address"
    case .port: "has a port that is no number from 1 to 65535"
    case .fragment: "must not have a part behind “#”"
    case .target: "has a character in its path or query that must be written with a percent sign"
    }
  }
}

extension HeaderFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .name: "a header's name must be of letters, digits and hyphens"
    case .reserved(let name): "the header \(name) is set by the hub itself"
    case .value(let name): "the header \(name) must be of one line, without control characters"
    case .tooLong(let name, let limit): "the header \(name) is longer than \(limit) bytes"
    }
  }
}

extension CertificateFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .expired: "the host's certificate has expired"
    case .notYetValid: "the host's certificate is not valid yet"
    case .unknownAuthority: "the host's certificate is of nobody that this hub trusts"
    case .otherHost: "the certificate is for another host"
    case .revoked: "the host's certificate was revoked"
    case .noHandshake: "the host speaks no TLS there, or none that is safe"
    case .invalid(let code): "the host's certificate does not hold (\(code))"
    }
  }
}

extension EgressDeadline: CustomStringConvertible {
  package var description: String {
    switch self {
    case .waiting: "all connections to the host are taken"
    case .connecting: "the host could not be reached in time"
    case .answering: "the host did not answer in time"
    }
  }
}
