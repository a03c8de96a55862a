import CXXHash

/// The sum that ends every page of the database file: XXH3 over what stands before it, seeded with the page's number, so
/// that a page in another's place is found as well.
enum PageSum {
  /// How many bytes at the end of each page SQLite leaves to it.
  static let bytes = 8

  /// - Parameter number: from 1.
  static func of(_ page: UnsafeRawBufferPointer, number: Int) -> UInt64 {
    baton_xxh3(page.baseAddress, page.count - bytes, UInt64(number)).littleEndian
  }

  static func isRight(_ page: UnsafeRawBufferPointer, number: Int) -> Bool {
    let kept = page.loadUnaligned(fromByteOffset: page.count - bytes, as: UInt64.self)
    return kept == of(page, number: number) || (kept == 0 && page.allSatisfy { $0 == 0 })
  }

  static func set(in page: UnsafeMutableRawBufferPointer, number: Int) {
    let sum = of(UnsafeRawBufferPointer(page), number: number)
    page.storeBytes(of: sum, toByteOffset: page.count - bytes, as: UInt64.self)
  }
}

/// What the head of a database file says of its pages (SQLite's file format, section 1.3).
struct PageLayout: Equatable {
  /// 512 to 65,536.
  let size: Int
  /// Whether the pages end with sums: they do in every file that Baton made.
  let isSummed: Bool

  /// How long the head is that has to be read.
  static let headBytes = 100

  /// - Returns: nil where this is no head of a database.
  init?(head: UnsafeRawBufferPointer) {
    guard head.count >= Self.headBytes, head.starts(with: "SQLite format 3\0".utf8) else { return nil }
    let said = Int(head[16]) << 8 | Int(head[17])
    size = said == 1 ? 65_536 : said
    isSummed = Int(head[20]) == PageSum.bytes
  }
}
