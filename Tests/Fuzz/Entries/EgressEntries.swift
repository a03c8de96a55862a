import ConnectorKit
import Foundation
import JSONPath
import StrictJSON

extension FuzzEntry {
  static let egressEntries = [
    FuzzEntry("json-path", "A path finds what its places find again, within its bounds.", jsonPath),
    FuzzEntry("pattern", "A pattern takes time by its length and the text's; whole is found as well.", pattern),
    FuzzEntry("signature", "A signature that is taken is the one that is made.", signature),
    FuzzEntry("egress-url", "An address that is taken is written and read again as the same.", egressURL),
  ]

  /// The first line is the path, the rest the document.
  @Sendable private static func jsonPath(_ input: FuzzInput) throws {
    let lines = input.bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let text = String(decoding: lines.first ?? [], as: UTF8.self)
    let query: JSONQuery
    do throws(QueryFault) { query = try JSONQuery(text) } catch {
      try require((0...text.utf8.count).contains(error.offset), "the fault stands outside of the path")
      try require(error.description.utf8.count <= 400, "a fault of \(error.description.utf8.count) bytes")
      return
    }
    guard lines.count == 2, let document = try? JSONReader.read(Array(lines[1])) else { return }
    let bounds = QueryBounds(steps: 200_000, nodes: 10_000)
    guard let nodes = try? query.nodes(in: document, within: bounds) else { return }
    try require(nodes.count <= bounds.nodes && (nodes.count <= 1 || !query.isSingular), "\(nodes.count) values")
    for node in nodes.prefix(20) {
      let again = try JSONQuery(node.path.description).nodes(in: document, within: bounds)
      try require(again.count == 1 && again[0].value == node.value, "\(node.path) finds something else")
    }
  }

  /// The first line is the pattern, the rest the text.
  @Sendable private static func pattern(_ input: FuzzInput) throws {
    let lines = input.bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    guard lines.count == 2, let pattern = IRegexp(String(decoding: lines[0], as: UTF8.self)) else { return }
    try require(pattern.width <= 4_096, "\(pattern.width) states")
    let text = String(decoding: lines[1], as: UTF8.self)
    if pattern.matches(text) { try require(pattern.isFound(in: text), "all of it is no part of it") }
  }

  /// The first line is what is shown, the rest what is signed.
  @Sendable private static func signature(_ input: FuzzInput) throws {
    let lines = input.bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let shown = String(decoding: lines.first ?? [], as: UTF8.self)
    let body = lines.count == 2 ? Array(lines[1]) : []
    let secret = SharedSecret("sesame")
    for scheme in [
      SignatureScheme.hub, SignatureScheme(.sha1, .base64), SignatureScheme(.sha512, .base64, prefix: "v1,"),
    ] {
      let made = scheme.signature(of: [body], by: secret)
      try require(scheme.isValid(made, of: [body], by: [secret]), "its own signature is refused")
      let isTaken = scheme.isValid(shown, of: [body], by: [secret])
      try require(!isTaken || shown.lowercased() == made.lowercased(), "\(shown) is taken for \(made)")
    }
    let now = Date(timeIntervalSince1970: 1_795_251_600)
    if let date = Freshness.date(shown) { _ = Freshness(of: date, at: now) }
    let key = WebhookSecret(shown)
    try require(key.flatMap { WebhookSecret($0.text) }?.text == key?.text, "a secret is another when it is read again")
    guard let key else { return }
    let id = try? StandardWebhooks.verify(header: { _ in shown }, body: body, secrets: [key], at: now)
    try require(id == nil, "one text was id, time and signature")
  }

  @Sendable private static func egressURL(_ input: FuzzInput) throws {
    _ = RetryAfter.duration(input.text, at: Date(timeIntervalSince1970: 1_795_251_600))
    if let range = AddressRange(input.text) {
      try require(AddressRange(range.description) == range, "\(range) is another range")
      try require(range.contains(range.network), "\(range) is not in itself")
    }
    if let header = try? EgressHeader("X-A", input.text) {
      try require(!header.value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }, "a header of two lines")
    }
    guard let url = try? EgressURL(input.text) else { return }
    try require(try EgressURL(url.description) == url, "\(url) is another address")
    try require(url.description.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an address beyond ASCII")
    if let next = try? url.following(input.text) {
      try require(next.scheme == .https || url.scheme == .http, "it went from TLS to plain text")
    }
    let longer = try? url.appending(path: [input.text], query: [(input.text, input.text)])
    if let longer { try require(longer.host == url.host && longer.port == url.port, "it went elsewhere") }
  }
}
