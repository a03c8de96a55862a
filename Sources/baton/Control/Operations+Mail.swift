import Foundation
import Relay
import Storage
import Ticketing

extension Operations {
  /// Takes a mail in.
  ///
  /// - Parameter path: where it lies; it is removed.
  func deliver(_ delivery: ControlRequest.MailDelivery, at path: URL) async -> ControlAnswer {
    defer { try? FileManager.default.removeItem(at: path) }
    do { return await deliver(delivery, try PipedMail(at: path)) } catch {
      return .mail(.later("the mail cannot be read: \(error)"))
    }
  }

  func deliver(_ delivery: ControlRequest.MailDelivery, _ mail: PipedMail) async -> ControlAnswer {
    do {
      guard let addressee = try await intake.addressee(delivery.recipient) else {
        return .mail(.unknown(delivery.recipient))
      }
      let envelope = MailEnvelope(door: .pipe, sender: delivery.sender, recipient: delivery.recipient)
      let sink = try await intake.receive(for: addressee, envelope)
      do {
        while let piece = try mail.next() { try await sink.write(piece) }
        switch try await sink.finish() {
        case .taken(let id): return .mail(.taken(id.description))
        case .known(let id): return .mail(.known(id.description))
        case .proof: return .mail(.proof)
        case .refused: return .mail(.unknown(delivery.recipient))
        }
      } catch {
        await sink.abandon()
        throw error
      }
    } catch let refusal as MailTooLarge {
      return .mail(.tooLarge(limit: refusal.limit))
    } catch {
      return .mail(.later("\(error)"))
    }
  }
}
