import ConnectorKit
package import Storage
package import Ticketing

/// What a person says of a mail account; nil leaves a thing as it is, or takes what is usual for one that is new.
package struct MailAccountInput: Sendable {
  package var address: DeskAddressID?
  package var host: String?
  package var port: Int?
  package var security: MailAccount.Security?
  package var user: String?
  package var password: String?
  package var folder: String?
  package var afterwards: MailAccount.Afterwards?
  package var movesTo: String?

  package init(
    address: DeskAddressID? = nil, host: String? = nil, port: Int? = nil, security: MailAccount.Security? = nil,
    user: String? = nil, password: String? = nil, folder: String? = nil, afterwards: MailAccount.Afterwards? = nil,
    movesTo: String? = nil
  ) {
    self.address = address
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.folder = folder
    self.afterwards = afterwards
    self.movesTo = movesTo
  }
}

extension MailAccountInput {
  /// What it says of one that is there.
  ///
  /// - Throws: `InvalidInput`.
  func applied(to known: MailAccount, in tx: any DeskReader) throws -> MailAccount {
    var account = known
    if let address { account.address = address }
    if let host { account.host = host }
    if let security { account.security = security }
    if let port { account.port = port }
    if let user { account.user = user }
    if let password { account.password = password }
    if let folder { account.folder = folder }
    if let afterwards { account.afterwards = afterwards }
    if let movesTo { account.movesTo = movesTo }
    if account.afterwards != .move { account.movesTo = nil }
    try account.judge(in: tx)
    return account
  }
}

extension MailAccount {
  /// As IANA has them.
  static func usualPort(_ security: Security) -> Int {
    switch security {
    case .tls: 993
    case .startTLS, .none: 143
    }
  }

  fileprivate func judge(in tx: any DeskReader) throws {
    guard try tx.deskAddress(address) != nil else {
      throw InvalidInput("/address", "is none of this desk's addresses: GET /api/v1/addresses lists them", .unknown)
    }
    let isLiteral = host.utf8.contains(UInt8(ascii: ":"))
    // What it stands for is judged each time that it is asked.
    guard (try? EgressURL("https://\(isLiteral ? "[\(host)]" : host):\(port)/")) != nil else {
      throw InvalidInput("/host", "is no host that can be asked", .noAddress)
    }
    guard afterwards != .move || movesTo?.isEmpty == false else {
      throw InvalidInput("/moves_to", "says to which folder mails are moved, and is missing", .required)
    }
    guard movesTo != folder else {
      throw InvalidInput("/moves_to", "is the folder that they are in", .sameFolder)
    }
  }
}
