import CLibpq
import Foundation
import SQLStorage

/// One row of a result, whose values are in PostgreSQL's binary form.
struct PostgresRow: SQLRow {
  let library: PQLibrary
  let result: OpaquePointer
  let row: Int32

  func isNull(_ column: Int) -> Bool { library.functions.getisnull(result, row, Int32(column)) != 0 }

  /// Of any width; truth is 1.
  func integer(_ column: Int) -> Int64 {
    let bytes = bytes(column)
    return switch bytes.count {
    case 8: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    case 4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    case 2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
    case 1: Int64(bytes[0])
    default: 0
    }
  }

  func real(_ column: Int) -> Double {
    let bytes = bytes(column)
    guard bytes.count == 8 else { return 0 }
    return Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
  }

  func text(_ column: Int) -> String { ZeroBytes.read(bytes(column)) }
  func blob(_ column: Int) -> [UInt8] { Array(bytes(column)) }

  func uuid(_ column: Int) -> UUID? {
    let bytes = bytes(column)
    guard bytes.count == 16 else { return nil }
    return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
  }

  private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    let count = library.functions.getlength(result, row, Int32(column))
    return UnsafeRawBufferPointer(start: library.functions.getvalue(result, row, Int32(column)), count: Int(count))
  }
}
