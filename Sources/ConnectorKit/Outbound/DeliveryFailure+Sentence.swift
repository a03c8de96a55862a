extension DeliveryFailure {
  package var isTemporary: Bool {
    switch self {
    case .temporary: true
    case .permanent: false
    }
  }

  package var retryAfter: Duration? {
    switch self {
    case .temporary(let retryAfter, _): retryAfter
    case .permanent: nil
    }
  }

  package var cause: Cause {
    switch self {
    case .temporary(_, let cause), .permanent(let cause): cause
    }
  }
}

extension DeliveryFailure: CustomStringConvertible {
  package var description: String { cause.description }
}

extension DeliveryFailure.Cause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAuthorised: "the external desk does not accept the secrets, or their rights do not reach"
    case .notFound: "the external desk has no such ticket"
    case .closed: "the ticket is closed for good there"
    case .noTransition(let from, let to, let offered):
      "there is no way there from \(from.map { "“\($0)”" } ?? "the present status") to “\(to)”; there are: "
        + (offered.isEmpty ? "none" : offered.joined(separator: ", "))
    case .lacking(let fields): "the external desk demands \(fields.joined(separator: ", ")): supply it in the mapping"
    case .unmapped(let word): "the mapping has no word for \(word)"
    case .tooLarge(let limit):
      limit.map { "it is larger than the \($0) bytes that the external desk takes" }
        ?? "it is too large for the external desk"
    case .unsupported(let what): "the external desk cannot do this: \(what)"
    case .rateLimited: "the external desk wants to be asked less often"
    case .unavailable: "the external desk is not to be had now"
    case .conflict: "somebody changed the ticket there at the same moment"
    case .unnumbered: "the external desk has not said yet what it calls the ticket"
    case .noMail: "the hub has no address to write from for this desk, or no server that it sends mail through"
    case .unintelligible: "what was answered is not what the external desk's documentation says"
    case .refused(let status): "the external desk refused it with status \(status)"
    case .egress(let failure): failure.description
    }
  }
}
