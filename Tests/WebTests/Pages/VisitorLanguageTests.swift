import Foundation
import HTTPTypes
import Logging
import Testing
import Ticketing
import Web

@Suite("The language of a visitor")
struct VisitorLanguageTests {
  private func call(_ headers: HTTPFields) -> Call {
    let hub = Hub(
      storage: NoStorage(), blobs: SingleBlob(), now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness())
    return Call(
      hub: hub, principal: nil, parameters: [:], query: [:], headers: headers, moment: Moment(now: Date(), seed: 1),
      place: "", payload: .bytes([]))
  }

  @Test(
    "is the first of ours that the browser asks for",
    arguments: [
      ("nl-BE, en;q=0.8", Language.dutch), ("fr, en;q=0.8, nl", .english), ("NL", .dutch), ("de", .english),
      (" nl ;q=1", .dutch),
    ])
  func isAsked(header: String, language: Language) { #expect(call([.acceptLanguage: header]).language == language) }

  @Test(
    "is English for a header that says nothing", arguments: ["", ";", ",", ";;q=1,;", " ; , ;", "en;,nl", "\u{E9};"])
  func survivesNothing(header: String) { #expect(call([.acceptLanguage: header]).language == .english) }

  @Test("is the chosen one, whatever the browser asks for")
  func isChosen() {
    #expect(call([.cookie: "__Host-language=nl", .acceptLanguage: "en"]).language == .dutch)
    #expect(call([.cookie: "__Host-language=xx", .acceptLanguage: "nl"]).language == .dutch)
  }

  @Test(
    "goes with a time zone, or UTC where its name is none",
    arguments: [
      ("Europe%2FAmsterdam", "Europe/Amsterdam"), ("..%2F..%2Fetc%2Fpasswd", "GMT"), ("%00", "GMT"), ("", "GMT"),
      ("%ZZ", "GMT"), (String(repeating: "x", count: 65), "GMT"),
    ])
  func hasAZone(cookie: String, zone: String) {
    #expect(call([.cookie: "__Host-zone=\(cookie)"]).zone.identifier == zone)
  }
}
