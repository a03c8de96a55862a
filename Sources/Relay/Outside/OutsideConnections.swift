package import ConnectorKit
import Federation
package import Foundation
package import Storage
package import Ticketing

/// What the connections of this hub work with, kept in memory: connectors at work, tokens that were learnt, and which far
/// sides are left alone for a while.
package actor OutsideConnections {
  private let catalogue: ConnectorCatalogue
  private var tokens: [TenantID: AccessToken] = [:]
  private var breakers: [TenantID: Breaker] = [:]

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
  func rest(of standIn: TenantID, at now: Date) -> Date? { breakers[standIn]?.rest(at: now) }

  /// Until when a far side is left alone, for who only looks.
  package func leftAlone(_ standIn: TenantID, at now: Date) -> Date? {
    breakers[standIn]?.restsUntil.flatMap { $0 > now ? $0 : nil }
  }

  func note(_ hasAnswered: Bool, of standIn: TenantID, at now: Date) {
    guard !hasAnswered else {
      breakers[standIn] = nil
      return
    }
    breakers[standIn, default: Breaker()].noteFailure(at: now)
  }
}
