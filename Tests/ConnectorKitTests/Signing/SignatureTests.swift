import ConnectorKit
import Foundation
import Testing

@Suite("A signature of a far side")
struct SignatureTests {
  private let body = Array("what do ya want for nothing?".utf8)
  private let jefe = SharedSecret("Jefe")

  @Test(
    "is made as others make it (RFC 2202 and 4231)",
    arguments: [
      (SignatureScheme.Algorithm.sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
      (.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      (
        .sha512,
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
      ),
    ])
  func vectors(_ algorithm: SignatureScheme.Algorithm, _ hex: String) {
    let scheme = SignatureScheme(algorithm, .hex)
    #expect(scheme.signature(of: [body], by: jefe) == hex)
    #expect(scheme.isValid(hex.uppercased(), of: [Array(body.prefix(5)), Array(body.dropFirst(5))], by: [jefe]))
    let base64 = SignatureScheme(algorithm, .base64)
    #expect(base64.isValid(base64.signature(of: [body], by: jefe), of: [body], by: [jefe]))
  }

  @Test("is none where it is cut, altered, of another scheme, another body, another secret or no secret")
  func refused() {
    let good = SignatureScheme.hub.signature(of: [body], by: jefe)
    #expect(SignatureScheme.hub.isValid(good, of: [body], by: [jefe]))
    #expect(SignatureScheme.hub.isValid(good, of: [body], by: [SharedSecret("new"), jefe]))
    for bad in [
      "", "sha256=", String(good.dropLast()), String(good.dropLast(2)), good + "00", good + " ", " " + good,
      String(good.dropFirst(7)), "sha1=" + good.dropFirst(7), "SHA256=" + good.dropFirst(7), good + "\r\n",
      "sha256=" + String(repeating: "0", count: 64), "sha256=" + String(repeating: "g", count: 64),
      "sha256=\u{FF10}\u{FF11}", SignatureScheme(.sha1, .hex, prefix: "sha256=").signature(of: [body], by: jefe),
      SignatureScheme(.sha256, .base64, prefix: "sha256=").signature(of: [body], by: jefe),
    ] { #expect(!SignatureScheme.hub.isValid(bad, of: [body], by: [jefe]), "\(bad)") }
    #expect(!SignatureScheme.hub.isValid(good, of: [body + [0x20]], by: [jefe]))
    #expect(!SignatureScheme.hub.isValid(good, of: [body], by: [SharedSecret("jefe")]))
    #expect(!SignatureScheme.hub.isValid(good, of: [body], by: []))
    let empty = SignatureScheme.hub.signature(of: [body], by: SharedSecret(""))
    #expect(!SignatureScheme.hub.isValid(empty, of: [body], by: [SharedSecret("")]))
  }

  @Test("is not needed where a secret is shown as it is; and nobody prints one")
  func shown() {
    let secret = SharedSecret("sesame")
    #expect(secret.isKnown(by: "sesame"))
    for other in ["", "Sesame", "sesam", "sesame ", "sesame\u{0}"] { #expect(!secret.isKnown(by: other)) }
    #expect(!SharedSecret("").isKnown(by: ""))
    var text = "\(secret) \(String(reflecting: secret))"
    dump(secret, to: &text)
    #expect(!text.contains("sesame") && !text.contains("115"))
  }

  @Test(
    "A43: is of now within five minutes, and says how far it is off otherwise",
    arguments: [
      (-300.0, Freshness.fresh), (0, .fresh), (300, .fresh), (301, .tooNew(by: .seconds(1))),
      (-360, .tooOld(by: .seconds(60))),
    ])
  func freshness(_ offset: Double, _ expected: Freshness) {
    let now = Date(timeIntervalSince1970: 1_795_251_600)
    #expect(Freshness(of: now.addingTimeInterval(offset), at: now) == expected)
  }

  @Test("says its time in seconds, in milliseconds, or as RFC 3339 has it")
  func times() {
    let date = Date(timeIntervalSince1970: 1_795_251_600)
    for text in ["1795251600", "1795251600000", "2026-11-21T09:00:00Z", "2026-11-21T09:00:00.000Z"] {
      #expect(Freshness.date(text) == date, "\(text)")
    }
    for text in ["", "-1", "+1", "1.5", "12345678901234", "99999999999999999999", "1e9", "soon", "１"] {
      #expect(Freshness.date(text) == nil, "\(text)")
    }
    for text in ["0", "999999999999", "9999999999999"] {
      let date = Freshness.date(text) ?? .distantPast
      #expect(Freshness(of: date, at: .distantFuture) != .fresh && Freshness(of: date, at: .distantPast) != .fresh)
    }
  }
}
