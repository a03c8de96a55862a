import Foundation

/// The one server that the hub sends its mail through.
package struct SMTPServer: Sendable, Equatable {
  /// Whether the way to the server is encrypted; `smtps` always is, and its certificate is proved.
  package enum TLS: String, Sendable, CaseIterable {
    /// STARTTLS, with a certificate that proves itself; no mail without it.
    case require
    /// STARTTLS where the server offers it, whatever its certificate (RFC 7435): better than none.
    case opportunistic
    case none
  }

  package struct Credentials: Sendable, Equatable {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
      self.user = user
      self.password = password
    }
  }

  package let url: String
  package let credentials: Credentials?
  package let tls: TLS

  package init(url: String, credentials: Credentials?, tls: TLS) throws(SMTPServerRefusal) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil,
      parts.fragment == nil, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .url(url) }
    // A password goes only where nobody on the way can read it, and to nobody who only says that he is the server.
    let isLocal = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    guard credentials == nil || scheme == "smtps" || tls == .require || isLocal else { throw .openPassword }
    self.url = url
    self.credentials = credentials
    self.tls = tls
  }
}

package enum SMTPServerRefusal: Error, Equatable, Sendable {
  case url(String)
  /// Credentials for another machine need TLS that is required.
  case openPassword
}
