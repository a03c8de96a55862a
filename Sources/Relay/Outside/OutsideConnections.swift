package import ConnectorKit
import Foundation
package import Storage
import Ticketing

/// What the connections of this hub work with, kept in memory: connectors at work, tokens that were learnt, and which far
/// sides are left alone for a while.
package actor OutsideConnections {
  private let catalogue: ConnectorCatalogue
  private var tokens: [TenantID: AccessToken] = [:]
  private var troubles: [TenantID: Trouble] = [:]

  private struct Trouble {
    var failures = 0
    var until: Date?
  }

  /// So many failures in a row, of whatever tickets, and a far side is left alone.
  private static let most = 5
  private static let (shortest, longest): (TimeInterval, TimeInterval) = (10, 600)

  package init(_ catalogue: ConnectorCatalogue) { self.catalogue = catalogue }

  /// - Throws: `SettingsRefusal` where what is kept fits the connector no more.
  package nonisolated func connector(of standIn: StandIn) throws -> any Connector {
    try catalogue.connector(standIn.connector, settings: standIn.settings, secrets: standIn.secrets)
  }

  package nonisolated func vocabulary(of standIn: StandIn) -> Vocabulary? { catalogue[standIn.connector]?.vocabulary }

  func token(of standIn: TenantID, at now: Date) -> AccessToken? {
    guard let token = tokens[standIn], token.expiresAt > now else { return nil }
    return token
  }

  func learn(_ token: AccessToken?, of standIn: TenantID) { tokens[standIn] = token }

  /// Until when a far side is not asked; nil where it may be. The first who asks after that time tries it for all.
  func rest(of standIn: TenantID, at now: Date) -> Date? {
    guard let until = troubles[standIn]?.until else { return nil }
    guard now >= until else { return until }
    troubles[standIn]?.until = now.addingTimeInterval(Self.shortest)
    return nil
  }

  func note(_ hasAnswered: Bool, of standIn: TenantID, at now: Date) {
    guard !hasAnswered else {
      troubles[standIn] = nil
      return
    }
    var trouble = troubles[standIn] ?? Trouble()
    trouble.failures += 1
    if trouble.failures >= Self.most {
      let wait = Self.shortest * Double(1 << min(trouble.failures - Self.most, 6))
      trouble.until = now.addingTimeInterval(min(wait, Self.longest))
    }
    troubles[standIn] = trouble
  }
}
