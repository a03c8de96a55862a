import Federation
import Foundation
import Ticketing
import Vault

extension FuzzEntry {
  static let tokenEntries = [
    FuzzEntry("token", "A token has one text and one kind; with any byte changed it is none.", token),
    FuzzEntry("code", "A code that is typed is looked at, whatever it is.", code),
  ]

  @Sendable private static func token(_ input: FuzzInput) throws {
    let kinds = TokenKind.allCases.filter { TokenSecret.read(input.text, as: $0) != nil }
    try require(kinds.count <= 1, "a token of the kinds \(kinds)")
    if let kind = kinds.first { try require(input.text.hasPrefix(kind.prefix), "a token without its prefix") }
    for kind in HubSecret.Kind.allCases where HubSecret.hash(of: input.text, as: kind) != nil {
      try require(input.text.hasPrefix(kind.rawValue), "a secret without its prefix")
    }
    // A token made of the input, and what its text says.
    guard input.bytes.count >= 3 else { return }
    let kind = TokenKind.allCases[Int(input.bytes[0]) % TokenKind.allCases.count]
    let random = RandomBytes { count in (0..<count).map { input.bytes[$0 % input.bytes.count] } }
    let tenant = TenantID(UUID(uuid: (7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7)))
    let secret = TokenSecret(kind, for: tenant, random: random)
    let text = secret.text.expose()
    let claim = TokenSecret.read(text, as: kind)
    try require(claim?.tenant == tenant && claim?.secretHash == secret.hash, "\(kind) does not come back")
    var altered = Array(text.utf8)
    let place = Int(input.bytes[1]) % altered.count
    guard altered[place] != input.bytes[2] else { return }
    altered[place] = input.bytes[2]
    try require(TokenSecret.read(String(decoding: altered, as: UTF8.self), as: kind) == nil, "altered at \(place)")
  }

  @Sendable private static func code(_ input: FuzzInput) throws {
    let now = Date(timeIntervalSince1970: 1_795_251_600)
    let secret = Array("12345678901234567890".utf8)
    if let step = TimedCode.step(of: input.text, secret: secret, at: now, after: nil) {
      let digits = input.text.filter { $0 != " " }
      let right = [-1, 0, 1].map { TimedCode.text(of: secret, at: now.addingTimeInterval(Double($0) * 30)) }
      try require(right.contains(digits), "\(digits) passes for step \(step)")
    }
    if let hash = RecoveryCode.hash(ofTyped: input.text) { try require(hash.count == 32, "a short hash") }
    if let hash = try? PasswordHash(input.text) { try require(hash.text == input.text, "another hash") }
    if let password = try? Password(entered: Secret(input.text)) {
      try require("\(password)".count < 64, "it is shown")
    }
    if let id = FederationID(hex: input.text) { try require(id.hex == input.text, "another federation id") }
  }
}
