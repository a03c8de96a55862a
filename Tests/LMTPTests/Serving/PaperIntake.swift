import Foundation
import Storage
import Synchronization
import Ticketing

/// An intake that keeps in memory what it is given, and fails as the beginning of an address tells.
final class PaperIntake: MailIntake {
  struct Full: Error {}

  private struct State {
    var kept: [String: [[UInt8]]] = [:]
    var abandoned = 0
  }

  private let state = Mutex(State())

  func kept(for address: String) -> [[UInt8]] { state.withLock { $0.kept[address] ?? [] } }
  var abandoned: Int { state.withLock(\.abandoned) }

  func addressee(_ address: String) async throws -> MailAddressee? {
    if address.hasPrefix("nobody") { return nil }
    if address.hasPrefix("broken") { throw Full() }
    return .desk(TenantID(UUID()))
  }

  func receive(for addressee: MailAddressee, _ envelope: MailEnvelope) async throws -> any MailSink {
    if envelope.recipient.hasPrefix("shut") { throw Full() }
    return PaperSink(self, envelope.recipient)
  }

  fileprivate func keep(_ bytes: [UInt8], for address: String) {
    state.withLock { $0.kept[address, default: []].append(bytes) }
  }

  fileprivate func noteAbandoned() { state.withLock { $0.abandoned += 1 } }
}

private final class PaperSink: MailSink {
  private let intake: PaperIntake
  private let address: String
  private let bytes = Mutex<[UInt8]>([])

  init(_ intake: PaperIntake, _ address: String) {
    self.intake = intake
    self.address = address
  }

  func write(_ piece: [UInt8]) async throws {
    if address.hasPrefix("full") { throw PaperIntake.Full() }
    if address.hasPrefix("small") { throw MailTooLarge(limit: 1) }
    bytes.withLock { $0 += piece }
  }

  func finish() async throws -> MailVerdict {
    if address.hasPrefix("late") { throw PaperIntake.Full() }
    intake.keep(bytes.withLock { $0 }, for: address)
    return .taken(KeptMailID(UUID()))
  }

  func abandon() async { intake.noteAbandoned() }
}
