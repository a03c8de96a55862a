package import ConnectorKit
package import Foundation
package import StrictJSON
import Testing

/// What a connector hands in to be tried: how it is set up, what its far side does, and how that one signs.
package protocol ConformanceSubject: Sendable {
  var connector: any Connector.Type { get }

  /// Each way in which a connection of this kind can be set up that makes a difference: how it signs in, how its webhooks are
  /// signed, whether it is asked. Every case is tried in each.
  var setups: [ConformanceSetup] { get }

  /// The file that tells the far side's admin what to do.
  var readme: URL { get }

  /// The far side, new and empty, as that set-up finds it.
  func farSide(_ setup: ConformanceSetup) -> any FarSide

  /// The webhook with what proves that it is the far side's; the same where nothing is signed.
  func signed(_ hook: Hook, _ setup: ConformanceSetup, at now: Date) -> Hook
}

/// One way of setting a connector up.
package struct ConformanceSetup: Sendable, CustomTestStringConvertible {
  package let name: String
  package let settings: JSONObject
  package let secrets: [String: String]
  package let signing: Signing

  /// How the far side proves that a webhook is its own.
  package enum Signing: Sendable, Equatable {
    /// It sends none.
    case none
    /// By showing a secret.
    case secret(header: String)
    /// By a keyed hash of the raw body, in that header.
    case hash(header: String)
    /// By a keyed hash of the raw body and of a time that is in another header.
    case timedHash(header: String, time: String)

    package var header: String? {
      switch self {
      case .none: nil
      case .secret(let header), .hash(let header), .timedHash(let header, _): header.lowercased()
      }
    }

    var coversBody: Bool {
      switch self {
      case .none, .secret: false
      case .hash, .timedHash: true
      }
    }
  }

  package init(_ name: String, settings: JSONObject, secrets: [String: String], signing: Signing) {
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.signing = signing
  }

  package var testDescription: String { name }
}
