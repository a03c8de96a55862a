import ArgumentParser
import Foundation
import Mail

/// Through which server, and in whose name, the hub sends mail; both or neither.
struct MailOptions: ParsableArguments {
  @Option(name: .customLong("smtp-url"), help: "The mail server: smtp://HOST:PORT, or smtps:// for TLS from the start.")
  var url: String?

  @Option(name: .customLong("smtp-from"), help: "Who mails come from: \"Baton <support@example.com>\".")
  var from: String?

  @Option(name: .customLong("smtp-user"), help: "The name that the server knows the hub by.")
  var user: String?

  @Option(name: .customLong("smtp-password-file"), help: "A file with the password alone in it.")
  var passwordFile: String?

  @Option(
    name: .customLong("smtp-tls"),
    help: "require: STARTTLS with a proved certificate; opportunistic: STARTTLS where offered; or none.")
  var tls = "require"

  /// Nil where none is configured.
  func outlet() throws -> MailOutlet? {
    guard let url else {
      guard from == nil, user == nil, passwordFile == nil else {
        throw ValidationError("--smtp-from, --smtp-user and --smtp-password-file need --smtp-url.")
      }
      return nil
    }
    guard let from, let sender = Mailbox(from), sender.isPlain else {
      throw ValidationError("--smtp-from takes an address, such as \"Baton <support@example.com>\".")
    }
    guard let tls = SMTPServer.TLS(rawValue: tls) else {
      throw ValidationError("--smtp-tls takes require, opportunistic or none.")
    }
    do {
      return MailOutlet(
        server: try SMTPServer(url: url, credentials: try credentials(), tls: tls), sender: sender)
    } catch let refusal as SMTPServerRefusal {
      throw ValidationError(refusal.sentence)
    }
  }

  private func credentials() throws -> SMTPServer.Credentials? {
    guard let user, let passwordFile else {
      guard user == nil, passwordFile == nil else {
        throw ValidationError("--smtp-user and --smtp-password-file go together.")
      }
      return nil
    }
    guard let text = try? String(contentsOfFile: passwordFile, encoding: .utf8) else {
      throw ValidationError("\(passwordFile) cannot be read.")
    }
    return SMTPServer.Credentials(user: user, password: text.trimmingCharacters(in: .newlines))
  }
}

/// A mail server, and whom mails come from.
struct MailOutlet {
  let server: SMTPServer
  let sender: Mailbox
}

extension SMTPServerRefusal {
  fileprivate var sentence: String {
    switch self {
    case .url: "--smtp-url takes smtp://HOST:PORT or smtps://HOST:PORT, without a name or password in it."
    case .openPassword: "A password goes to another machine only with --smtp-tls require, or smtps://."
    }
  }
}
