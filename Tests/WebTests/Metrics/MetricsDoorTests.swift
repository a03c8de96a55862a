import Foundation
import HTTPTypes
import Logging
import Measuring
import Testing
import Ticketing
import Vault
import Web

@Suite("/metrics")
struct MetricsDoorTests {
  private func call(
    _ door: MetricsDoor, from address: String?, host: String? = "127.0.0.1:8080", _ headers: HTTPFields = [:],
    measures: WebMeasures = WebMeasures()
  ) -> Call {
    let hub = Hub(
      storage: NoStorage(), blobs: SingleBlob(), now: { Date() }, seed: { 1 }, publicURL: "http://localhost",
      logger: Logger(label: "test"), readiness: Readiness(), measures: measures, metrics: door)
    return Call(
      hub: hub, principal: nil, parameters: [:], query: [:], headers: headers, moment: Moment(now: Date(), seed: 1),
      place: "", payload: .bytes([]), address: address, authority: host)
  }

  private func answer(_ call: Call) async throws -> Answer {
    let route = try #require(OperatingRoutes.all.first { $0.path == "/metrics" })
    return try await route.handle(call)
  }

  @Test(
    "opens to a neighbour who names the hub by a loopback name",
    arguments: [
      ("127.0.0.1", "127.0.0.1:8080"), ("127.0.0.1", "localhost"), ("::1", "[::1]:8080"),
      ("::ffff:127.0.0.1", "localhost:80"),
    ])
  func opens(address: String, host: String) async throws {
    let answer = try await answer(call(MetricsDoor(), from: address, host: host))
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == Exposition.contentType)
  }

  @Test(
    "is not there for others, nor for what a proxy on this machine sends on",
    arguments: [
      ("192.0.2.7", "127.0.0.1", nil), ("::ffff:192.0.2.7", "localhost", nil), (nil, "localhost", nil),
      ("127.0.0.1", "desk.example", nil), ("127.0.0.1", nil, nil), ("127.0.0.1", "localhost", "X-Forwarded-For"),
      ("::1", "localhost", "Forwarded"), ("::1", "localhost", "X-Real-IP"),
    ] as [(String?, String?, String?)])
  func isNotThere(address: String?, host: String?, header: String?) async throws {
    var headers = HTTPFields()
    if let name = header.flatMap({ HTTPField.Name($0) }) { headers[name] = "192.0.2.7" }
    let call = call(MetricsDoor(), from: address, host: host, headers)
    let problem = await #expect(throws: Problem.self) { try await answer(call) }
    #expect(problem?.status == 404)
  }

  @Test(
    "opens to the secret alone, once there is one",
    arguments: [
      ("Bearer correct-horse-battery", true), ("Bearer correct-horse-batterz", false), ("Bearer ", false),
      ("correct-horse-battery", false), (nil, false),
    ] as [(String?, Bool)])
  func takesTheSecret(header: String?, isTaken: Bool) async throws {
    let door = MetricsDoor(secret: Secret("correct-horse-battery"))
    var headers = HTTPFields()
    headers[.authorization] = header
    for address in ["127.0.0.1", "192.0.2.7"] {
      let call = call(door, from: address, host: "desk.example", headers)
      if isTaken {
        #expect(try await answer(call).status == 200)
      } else {
        await #expect(throws: Problem.self) { try await answer(call) }
      }
    }
  }

  @Test("tells what the doors count and what is handed in")
  func tells() async throws {
    let measures = WebMeasures()
    measures.eventStreams.add(2)
    let door = MetricsDoor { [MetricFamily(.gauge, "baton_tenants", "Desks.", 7)] }
    guard case .bytes(let bytes) = try await answer(call(door, from: "::1", measures: measures)).body else {
      Issue.record("no bytes")
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\nbaton_event_streams 2\n"))
    #expect(text.contains("\nbaton_tenants 7\n"))
  }
}
