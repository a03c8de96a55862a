import Crypto
import Foundation

/// What stands for a set of rows, in whatever order they come: how many they are, and the sum of their hashes.
package struct RowSum: Sendable, Equatable {
  package private(set) var rows = 0
  /// Of SHA-256, in four words that are added each for itself.
  private var words = SIMD4<UInt64>.zero

  package init() {}

  package mutating func add(_ row: [SQLValue]) {
    var digest = SHA256()
    for value in row { digest.update(data: Self.bytes(of: value)) }
    rows += 1
    words &+= digest.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  package var hexadecimal: String {
    (0..<4).map { place in
      let digits = String(words[place].byteSwapped, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// A letter for the kind, the length and the value, so that no two rows are written alike.
  private static func bytes(of value: SQLValue) -> [UInt8] {
    switch value {
    case .null: return Array("n;".utf8)
    case .integer(let integer): return Array("i\(integer);".utf8)
    case .real(let real): return Array("r\(real);".utf8)
    case .text(let text): return Array("t\(text.utf8.count):\(text)".utf8)
    case .blob(let blob): return Array("b\(blob.count):".utf8) + blob
    case .uuid(let uuid): return Array("u\(uuid.uuidString);".utf8)
    }
  }
}

extension SQLConnection {
  /// Of all rows of a table.
  package func sum(of table: Table, _ passed: (Int) throws -> Void = { _ in }) throws -> RowSum {
    var sum = RowSum()
    try forEachPage(of: table, after: nil) { page in
      for row in page { sum.add(row) }
      try passed(page.count)
    }
    return sum
  }

  /// So many rows are held in memory at once: one may hold a message of a quarter of a megabyte.
  private var pageRows: Int { 256 }

  func forEachPage(of table: Table, after last: [SQLValue]?, _ body: ([[SQLValue]]) throws -> Void) throws {
    var last = last
    while true {
      let page = try rows(of: table, after: last, limit: pageRows)
      if !page.isEmpty { try body(page) }
      guard page.count == pageRows else { return }
      last = page.last
    }
  }
}
