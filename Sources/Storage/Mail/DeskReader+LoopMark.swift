import Crypto
import Foundation

extension DeskReader {
  /// What each mail of the desk's says in its head, so that it is known where it comes back. Whoever gets a mail knows it: it
  /// keeps what bears it out, and lets nothing in.
  package func loopMark() throws -> String {
    let key = SymmetricKey(data: try derivedKey(for: .mailTokens))
    return MailCode(HMAC<SHA256>.authenticationCode(for: Array("loop".utf8), using: key)).text
  }
}
