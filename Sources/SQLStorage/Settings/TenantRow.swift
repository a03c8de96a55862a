import Federation
import Foundation
import Storage
import Ticketing

/// A tenant as it is kept: its federation id sealed under a key of its own, which is kept sealed too.
struct TenantRow: Sendable {
  let ordinal: Int
  let slug: String
  let name: String
  let sealedFederationID: [UInt8]
  let key: [UInt8]
  let passesThrough: Bool
  let createdAt: Date
  let language: Language
  let idleLimit: IdleLimit
  let secondStepSince: Date?
  let restoredAt: Date?
  let standsIn: Bool
  let hasWebhooks: Bool
  let reopenDays: Int

  init(_ columns: inout Columns) throws {
    ordinal = columns.count()
    slug = columns.text()
    name = columns.text()
    sealedFederationID = columns.bytes()
    key = columns.bytes()
    passesThrough = columns.flag()
    createdAt = columns.date()
    language = try columns.word()
    guard let limit = IdleLimit(minutes: columns.count()) else {
      throw StorageError.corrupt("a desk's sessions have no possible idle limit")
    }
    idleLimit = limit
    secondStepSince = columns.maybeDate()
    restoredAt = columns.maybeDate()
    standsIn = columns.flag()
    hasWebhooks = columns.flag()
    reopenDays = columns.count()
  }

  static func context(_ tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "tenants", row: tenant.description, column: "federation_id")
  }
}

extension SQLEnvironment {
  func seal(_ id: FederationID, under key: [UInt8], _ context: SealContext) throws -> [UInt8] {
    try sealer.seal(Array(id.hex.utf8), under: key, context)
  }

  func openID(_ sealed: [UInt8], under key: [UInt8], _ context: SealContext) throws -> FederationID {
    // The place is part of what is remembered: bytes that were moved elsewhere do not open there.
    let place = Array("\(context.tenant)/\(context.table)/\(context.row)/\(context.column)".utf8)
    return try openedIDs(place + sealed) { _ in
      let plain = try sealer.open(sealed, under: key, context)
      guard let id = FederationID(hex: String(decoding: plain, as: UTF8.self)) else {
        throw StorageError.corrupt("a sealed federation id is none")
      }
      return id
    }
  }
}
