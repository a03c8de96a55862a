import Crypto

extension Hook {
  /// The same for the same bytes, and no other's: what a webhook without an id of its own is known by when it comes again.
  package var fingerprint: String {
    SHA256.hash(data: body).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
