import Foundation
import HTTPTypes
import Logging
import Testing
import Ticketing
import Web

@Suite("If-Match")
struct ExpectedVersionTests {
  private func version(_ tag: String?) throws -> Int? {
    let hub = Hub(
      storage: NoStorage(), blobs: SingleBlob(), now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness())
    var headers = HTTPFields()
    headers[.ifMatch] = tag
    return try Call(
      hub: hub, principal: nil, parameters: [:], query: [:], headers: headers, moment: Moment(now: Date(), seed: 1),
      place: "", payload: .bytes([])
    ).expectedVersion()
  }

  @Test(
    "asks for the version that the tag names, and for none without a tag",
    arguments: [(nil, nil), ("*", nil), ("\"3\"", 3), ("W/\"3\"", -1), ("\"x\"", -1), ("\"\"", -1)] as [(String?, Int?)]
  )
  func asks(tag: String?, version: Int?) throws { #expect(try self.version(tag) == version) }

  @Test("is refused where it is no single entity tag", arguments: ["3", "\"1\", \"2\"", "\"", "W/3"])
  func isRefused(tag: String) { #expect(throws: Problem.self) { try version(tag) } }
}
