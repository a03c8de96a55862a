import GRDBSQLite

/// SQLite's handle of a database file with sums, in memory that SQLite allots: first what SQLite looks at, then what is
/// known of the pages, then the handle of the layer beneath.
///
/// A handle is used by one thread at a time: SQLite sees to it.
struct SummedFile {
  /// What SQLite reads: where the methods are.
  private var base = sqlite3_file()
  /// nil until the file's head has been read or written.
  private var layout: PageLayout?
  /// One bit a page: those in mapped memory that were found right once are not looked at again.
  private var seen = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)

  /// Where the handle beneath begins, from this one; its alignment is that of any allocation.
  static let length = (MemoryLayout<SummedFile>.size + 15) & ~15

  /// Gives back what the handle holds.
  func free() { seen.deallocate() }

  /// Learns the layout from bytes at the file's beginning.
  mutating func learn(from bytes: UnsafeRawBufferPointer, at offset: Int64) {
    guard offset == 0, bytes.count >= PageLayout.headBytes else { return }
    layout = PageLayout(head: bytes)
  }

  /// The number of the page that lies there, where it is one whole page that ends with a sum.
  func page(at offset: Int64, count: Int) -> Int? {
    guard let layout, layout.isSummed, count == layout.size, offset % Int64(count) == 0 else { return nil }
    return Int(offset / Int64(count)) + 1
  }

  func hasSeen(_ page: Int) -> Bool { page / 64 < seen.count && seen[page / 64] & (1 << (page % 64)) != 0 }

  mutating func note(_ page: Int) {
    if page / 64 >= seen.count {
      let longer = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: max(64, seen.count * 2, page / 64 + 1))
      let end = longer.initialize(fromContentsOf: seen)
      longer[end...].initialize(repeating: 0)
      seen.deallocate()
      seen = longer
    }
    seen[page / 64] |= 1 << (page % 64)
  }
}

extension UnsafeMutablePointer<sqlite3_file> {
  /// The handle as what it is; only for those of database files.
  var summed: UnsafeMutablePointer<SummedFile> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: SummedFile.self)
  }

  var beneath: UnsafeMutablePointer<sqlite3_file> {
    (UnsafeMutableRawPointer(self) + SummedFile.length).assumingMemoryBound(to: sqlite3_file.self)
  }

  var methodsBeneath: sqlite3_io_methods { beneath.pointee.pMethods.pointee }
}
