import CLibcurl
import ConnectorKit

extension Transfer {
  /// What became of it, once libcurl is done with it.
  func outcome(_ code: CURLcode) -> Job.Outcome {
    switch code {
    case CURLE_OK: answer
    case CURLE_WRITE_ERROR where isUnkept: .failure(.answerNotKept)
    case CURLE_WRITE_ERROR where intake.isCut && request.bound.beyond == .cut && request.sink == nil: answer
    case CURLE_WRITE_ERROR where intake.isCut: .failure(.answerTooLarge(limitInBytes: request.bound.limit))
    case CURLE_WRITE_ERROR where intake.hasTooManyHeaders:
      .failure(.answerTooLarge(limitInBytes: AnswerIntake.mostHeaderBytes))
    case CURLE_OPERATION_TIMEDOUT: .failure(.timedOut(connected == 0 ? .connecting : .answering))
    case CURLE_URL_MALFORMAT: .failure(.malformedURL(.host))
    case CURLE_COULDNT_RESOLVE_HOST: .failure(.nameNotFound)
    case CURLE_COULDNT_CONNECT: .failure(refusedKind == nil ? .notConnected : .refusedAddress)
    case CURLE_PEER_FAILED_VERIFICATION:
      .failure(.tlsRefused(CertificateFault(verification: number(CURLINFO_SSL_VERIFYRESULT))))
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: .failure(.tlsRefused(.noHandshake))
    case CURLE_SSL_CACERT_BADFILE, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY: .failure(.unavailable)
    case CURLE_ABORTED_BY_CALLBACK where feed.isUnreadable, CURLE_READ_ERROR where feed.isUnreadable:
      .failure(.bodyUnreadable)
    case _: .failure(.brokenOff)
    }
  }

  private var answer: Job.Outcome {
    let status = number(CURLINFO_RESPONSE_CODE)
    // libcurl takes a head that breaks off for one that is whole.
    guard intake.isHeadWhole, (200...999).contains(status) else { return .failure(.brokenOff) }
    return .success(
      EgressAnswer(status: status, headers: intake.headers, body: intake.body, isCut: intake.isCut))
  }
}

extension CertificateFault {
  /// - Parameter verification: what OpenSSL found, by its number (`openssl/x509_vfy.h`). libcurl begins with 1, and leaves it so
  ///   where it finds itself that the certificate is another host's.
  init(verification: Int) {
    switch verification {
    case 0, 1, 62, 64: self = .otherHost
    case 9: self = .notYetValid
    case 10: self = .expired
    case 2, 18, 19, 20, 21, 27: self = .unknownAuthority
    case 23: self = .revoked
    case let code: self = .invalid(code: code)
    }
  }
}
