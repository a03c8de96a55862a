import Foundation
import Storage
import Ticketing

/// What is authenticated beside a sealed value without being in it.
///
/// Every part is led by its length (32 bits, big endian), so that no two lists of parts give the same bytes.
enum AssociatedBytes {
  static func tenantKey(of tenant: TenantID, header: [UInt8]) -> [UInt8] {
    encode([Array("baton tenant key".utf8), header, bytes(tenant)])
  }

  static func value(in context: SealContext, header: [UInt8]) -> [UInt8] {
    encode([
      Array("baton value".utf8), header, bytes(context.tenant), Array(context.table.utf8), Array(context.row.utf8),
      Array(context.column.utf8),
    ])
  }

  private static func bytes(_ tenant: TenantID) -> [UInt8] { withUnsafeBytes(of: tenant.uuid.uuid) { Array($0) } }

  private static func encode(_ parts: [[UInt8]]) -> [UInt8] {
    parts.flatMap { part in withUnsafeBytes(of: UInt32(clamping: part.count).bigEndian) { Array($0) } + part }
  }
}
