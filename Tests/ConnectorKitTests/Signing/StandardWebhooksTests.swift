import ConnectorKit
import Foundation
import Testing

@Suite("A message signed as Standard Webhooks has it")
struct StandardWebhooksTests {
  private static let body = Array(#"{"type":"ticket.created","text":"hé"}"#.utf8)
  private static let now = Date(timeIntervalSince1970: 1_674_087_231)
  private static let secret = WebhookSecret(Array(0..<24))

  private func signed(
    _ id: String = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", by secrets: [WebhookSecret]? = nil
  ) throws -> [String: String] {
    let secrets = try secrets ?? [#require(Self.secret)]
    let headers = try StandardWebhooks.headers(id: id, at: Self.now, body: Self.body, secrets: secrets)
    return Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
  }

  private func refusal(
    _ headers: [String: String], _ body: [UInt8] = body, by secret: WebhookSecret? = secret, at now: Date = now
  ) throws -> WebhookRefusal? {
    let secrets = try [#require(secret)]
    do throws(WebhookRefusal) {
      _ = try StandardWebhooks.verify(header: { headers[$0] }, body: body, secrets: secrets, at: now)
      return nil
    } catch { return error }
  }

  @Test("has the headers that the specification's own library gives")
  func vector() throws {
    let headers = try signed()
    #expect(headers["webhook-id"] == "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
    #expect(headers["webhook-timestamp"] == "1674087231")
    #expect(headers["webhook-signature"] == "v1,oL8nbDkniPryfhntZW7hyf0hOhQ2Auyd+ydLn4WF1mc=")
    #expect(try refusal(headers) == nil)
  }

  @Test("is known by the old and by the new secret while one replaces the other")
  func rotation() throws {
    let old = try #require(Self.secret)
    let new = try #require(WebhookSecret(Array(repeating: 7, count: 64)))
    let headers = try signed(by: [new, old])
    #expect(headers["webhook-signature"]?.split(separator: " ").count == 2)
    for secret in [old, new] { #expect(try refusal(headers, by: secret) == nil) }
    #expect(try refusal(headers, by: WebhookSecret(Array(repeating: 8, count: 32))) == .noValidSignature)
  }

  @Test("is not taken where anything of it is another, is missing, or is not of now")
  func refusals() throws {
    let good = try signed()
    func with(_ name: String, _ value: String?) -> [String: String] {
      var headers = good
      headers[name] = value
      return headers
    }
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
      #expect(try refusal(with(name, nil)) == .missingHeader(name))
    }
    #expect(try refusal(with("webhook-id", "msg_other")) == .noValidSignature)
    #expect(try refusal(with("webhook-id", "a.b")) == .malformedID)
    #expect(try refusal(with("webhook-timestamp", "1674087232")) == .noValidSignature)
    for time in ["", "x", "-1", "1674087231.5", "2023-01-19T00:13:51Z", "16740872310000"] {
      #expect(try refusal(with("webhook-timestamp", time)) == .malformedTime, "\(time)")
    }
    let signature = try #require(good["webhook-signature"])
    for other in [
      "", "v1,", "v1", "v2" + signature.dropFirst(2), "v1a" + signature.dropFirst(2), signature.dropLast() + "A",
    ] {
      #expect(try refusal(with("webhook-signature", String(other))) == .noValidSignature, "\(other)")
    }
    #expect(try refusal(with("webhook-signature", "v1a,AAAA x \(signature)")) == nil)
    #expect(try refusal(good, Self.body + [0x0A]) == .noValidSignature)
    #expect(try refusal(good, at: Self.now.addingTimeInterval(361)) == .tooOld(by: .seconds(61)))
    #expect(try refusal(good, at: Self.now.addingTimeInterval(-301)) == .tooNew(by: .seconds(1)))
  }

  @Test("is not signed with an id that could be taken for more, or without a secret")
  func unsigned() throws {
    for id in ["", "a.b", "a b", "a\r\nX: y", "é", String(repeating: "a", count: 257)] {
      #expect(throws: WebhookRefusal.malformedID, "\(id)") { try signed(id) }
    }
    #expect(throws: WebhookRefusal.noSecret) { try signed(by: []) }
  }

  @Test("has a secret that is long enough, written in one way, and shown to nobody by accident")
  func secrets() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    #expect(WebhookSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?.text == secret.text)
    let odd = try #require(WebhookSecret(Array(0..<25)))
    #expect(WebhookSecret(odd.text)?.text == odd.text)
    #expect(WebhookSecret(String(odd.text.drop { $0 != "_" }.dropFirst()).replacing("=", with: ""))?.text == odd.text)
    for text in ["", "whsec_", "whsec_AAAA", "whsec_ü", "whsec_" + String(repeating: "A", count: 200)] {
      #expect(WebhookSecret(text) == nil, "\(text)")
    }
    #expect(
      WebhookSecret(Array(repeating: 0, count: 23)) == nil && WebhookSecret(Array(repeating: 0, count: 65)) == nil)
    var text = "\(secret) \(String(reflecting: secret))"
    dump(secret, to: &text)
    #expect(!text.contains("MfKQ"))
  }
}
