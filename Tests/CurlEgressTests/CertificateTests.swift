import ConnectorKit
import CurlEgress
import Foundation
import Testing

@Suite("A far side that shows a certificate")
struct CertificateTests {
  private let authority: Authority

  init() throws { authority = try Authority() }

  private func ask(_ certificate: String, authorities: String?) async throws -> Result<EgressAnswer, EgressFailure> {
    let (process, port) = try authority.server(certificate)
    defer { process.terminate() }
    let egress = try Ground.egress(
      authorities: authorities, resolver: TestResolver(["desk.test": ["127.0.0.1"]]))
    return await Ground.ask(egress, EgressRequest(.get, try EgressURL("https://desk.test:\(port)/")))
  }

  @Test("is asked where an authority that the operator trusts has signed it")
  func good() async throws {
    let answer = try await ask("good", authorities: authority.file).get()
    #expect(answer.status == 200 && answer.excerpt.contains("s_server"))
  }

  @Test(
    "F35: is not asked where it has expired, is another host's, or is signed by a stranger",
    arguments: [
      ("expired", CertificateFault.expired), ("other", .otherHost), ("foreign", .unknownAuthority),
    ])
  func bad(_ certificate: String, _ fault: CertificateFault) async throws {
    let failure = try await ask(certificate, authorities: authority.file).refusal
    #expect(failure == .tlsRefused(fault))
    #expect(failure?.isTemporary == true && failure?.mayHaveArrived == false)
  }

  @Test("F35: is a stranger where the operator has named no authority")
  func stranger() async throws {
    #expect(try await ask("good", authorities: nil).refusal == .tlsRefused(.unknownAuthority))
  }

  @Test("is asked by TLS alone, and not where plain text is spoken")
  func plain() async throws {
    let side = try FarSide { line, _ in line.say("HTTP/1.1 400 Bad Request\r\n\r\n") }
    defer { side.close() }
    let request = EgressRequest(.get, try EgressURL("https://127.0.0.1:\(side.port)/"))
    #expect(try await Ground.ask(Ground.egress(), request).refusal == .tlsRefused(.noHandshake))
  }

  @Test("does not help where the operator's file of authorities is not one")
  func noFile() async throws {
    #expect(try await ask("good", authorities: "/nonexistent/authorities.pem").refusal == .unavailable)
  }
}
