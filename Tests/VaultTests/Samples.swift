import Foundation
import Storage
import Synchronization
import Ticketing
import Vault

/// Values that several suites take.
enum Samples {
  static let tenant = TenantID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)))
  static let otherTenant = TenantID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17)))
  static let context = SealContext(tenant: tenant, table: "connection", row: "7", column: "password")

  /// 0, 1, 2 … 255, 0 … without end: never the same twice in a row.
  static func counting() -> RandomBytes {
    let next = Counter()
    return RandomBytes { count in (0..<count).map { _ in next.take() } }
  }

  private final class Counter: Sendable {
    private let value = Mutex<UInt8>(0)

    func take() -> UInt8 {
      value.withLock { value in
        defer { value &+= 1 }
        return value
      }
    }
  }
}

/// A folder for one test, gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("vault-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}
