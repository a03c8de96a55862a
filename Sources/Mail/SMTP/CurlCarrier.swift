import CLibcurl
import Curl
import Foundation
import Ticketing

/// Hands mails to a server by libcurl. Each mail keeps a thread of its own while it waits for the network, never one of
/// those on which all tasks run; the caller bounds how many there are.
package struct CurlCarrier: MailCarrier {
  private let server: SMTPServer

  /// In seconds: to reach the server, and for all of it.
  private static let connectPatience = 10
  private static let patience = 60

  package init(_ server: SMTPServer) {
    self.server = server
    _ = CurlLibrary.opened
  }

  package func carry(_ message: MailMessage) async throws(MailFailure) {
    guard message.to.isPlain, message.from.isPlain else {
      throw .permanent("an address beyond ASCII cannot be mailed to")
    }
    let answer = FirstAnswer()
    let failure = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        answer.expect(by: continuation)
        let thread = Thread { answer.give(send(message)) }
        thread.name = "baton-mail"
        thread.stackSize = 1 << 20
        thread.start()
      }
    } onCancel: {
      // A server that says nothing does not keep the hub from ending; what it took all the same comes again.
      answer.give(.temporary("the hub was ended"))
    }
    if let failure { throw failure }
  }

  /// - Returns: nil where the server took the mail.
  private func send(_ message: MailMessage) -> MailFailure? {
    guard let library = CurlLibrary.opened, let handle = CurlHandle(library) else {
      return .temporary("libcurl cannot be used")
    }
    handle.set(CURLOPT_URL, server.url)
    handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT, Self.connectPatience)
    handle.set(CURLOPT_TIMEOUT, Self.patience)
    // Straight to the server that was named, whatever the environment says of proxies.
    handle.set(CURLOPT_PROXY, "")
    switch server.tls {
    case .require: handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
    case .opportunistic:
      handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
      if !server.url.hasPrefix("smtps:") {
        handle.set(CURLOPT_SSL_VERIFYPEER, 0)
        handle.set(CURLOPT_SSL_VERIFYHOST, 0)
      }
    case .none: handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
    }
    if let credentials = server.credentials {
      handle.set(CURLOPT_USERNAME, credentials.user)
      handle.set(CURLOPT_PASSWORD, credentials.password)
    }
    // Without a word about it, the sender is nobody.
    if let returnPath = message.returnPath { handle.set(CURLOPT_MAIL_FROM, returnPath.text) }
    handle.set(CURLOPT_MAIL_RCPT, [message.to.address.text])
    return handle.send(message.bytes).failure(library)
  }
}

extension CurlHandle.Outcome {
  /// For good is only what the server says of this very mail; what it says of the hub, a person can put right.
  fileprivate func failure(_ library: CurlLibrary) -> MailFailure? {
    if code == CURLE_OK { return nil }
    let words = String((refusal.isEmpty ? library.words(for: code) : refusal).prefix(300))
    let concernsMail = code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && hasSentAll)
    let concernsHub = [530, 534, 535, 538].contains(response)
    guard (500...599).contains(response), concernsMail, !concernsHub else { return .temporary(words) }
    return refusesRecipient && Self.saysNobody(words) ? .noSuchAddress(words) : .permanent(words)
  }

  /// Whether the answer to the recipient's address is about that address, and not about who may send there: where it has a
  /// code of RFC 3463, that tells (5.1.x, 5.2.1), else the three digits alone.
  private static func saysNobody(_ words: String) -> Bool {
    guard ["550", "551", "553"].contains(where: { words.hasPrefix($0) }) else { return false }
    guard let code = words.firstMatch(of: /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/)?.1 else { return true }
    return code == "5.2.1" || (code.hasPrefix("5.1.") && code != "5.1.7" && code != "5.1.8")
  }
}
