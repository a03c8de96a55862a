import Glibc
import Storage

/// The write-ahead log as a file.
package struct LogFile {
  package let path: String

  package init(path: String) { self.path = path }

  /// Writes all of it over itself, and makes it durable.
  ///
  /// After a sync that failed, the system may take for clean what never reached the disk, and the next sync then succeeds
  /// without having written it. What is written back into the database rests on the log: were the log to lose what the
  /// database has got of it already, a power cut would leave a mixture. So nobody relies on a log that an earlier
  /// process, or a failing disk, has left behind before it has been written again.
  func writeAgain() throws {
    let descriptor = Descriptor.open(path, O_RDWR)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw SystemError.storage("cannot open \(path)")
    }
    defer { close(descriptor) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 8)
    defer { piece.deallocate() }
    var place = 0
    while true {
      let got = pread(descriptor, piece.baseAddress, piece.count, off_t(place))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw SystemError.storage("cannot read \(path)") }
      if got == 0 { break }
      try Descriptor.writeAll(UnsafeRawBufferPointer(rebasing: piece[..<got]), to: descriptor)
      place += got
    }
    guard place == 0 || fsync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(path)") }
  }

  /// Adds a piece of zeros, which are no frames, to a log that is shorter than it shall be, where the disk has plenty of
  /// room: what is written over a file's own bytes is on disk in half the time that it takes to make the file longer.
  ///
  /// - Returns: whether more is to be added.
  /// - Throws: where the disk failed; then nobody relies on the log as it is.
  package func lengthen(to length: Int) throws -> Bool {
    let descriptor = Descriptor.open(path, O_WRONLY | O_APPEND)
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw SystemError.storage("cannot open \(path)")
    }
    defer { close(descriptor) }
    var file = stat()
    guard fstat(descriptor, &file) == 0, let disk = DiskRoom(at: path) else {
      throw SystemError.storage("cannot look at \(path)")
    }
    let added = min(Self.piece, length - Int(file.st_size))
    guard added > 0, disk.free / Self.plenty > length else { return false }
    let zeros = UnsafeMutableRawBufferPointer.allocate(byteCount: added, alignment: 8)
    defer { zeros.deallocate() }
    zeros.initializeMemory(as: UInt8.self, repeating: 0)
    do {
      try Descriptor.writeAll(UnsafeRawBufferPointer(zeros), to: descriptor)
    } catch {
      ftruncate(descriptor, file.st_size)
      throw error
    }
    guard fdatasync(descriptor) == 0 else { throw SystemError.storage("cannot sync \(path)") }
    return true
  }

  /// In bytes: as much as a disk takes while somebody waits.
  private static let piece = 2 << 20
  /// So many times the log's length must be free.
  private static let plenty: UInt64 = 16

  /// The pages that it holds, by the file format of SQLite's log: readers find them here, whatever stands in the database.
  func pages() throws -> Set<Int> {
    let descriptor = Descriptor.open(path, O_RDONLY)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw SystemError.storage("cannot open \(path)")
    }
    defer { close(descriptor) }
    var pages: Set<Int> = []
    withUnsafeTemporaryAllocation(byteCount: Self.headBytes + Self.frameHeadBytes, alignment: 8) { bytes in
      let (head, frame) = (bytes[..<Self.headBytes], bytes[Self.headBytes...])
      guard pread(descriptor, head.start, head.count, 0) == head.count else { return }
      let size = head.number(at: 8)
      var place = head.count
      while pread(descriptor, frame.start, frame.count, off_t(place)) == frame.count {
        // A frame of an earlier round of the log bears other salts.
        guard frame.number(at: 8) == head.number(at: 16), frame.number(at: 12) == head.number(at: 20) else { return }
        pages.insert(frame.number(at: 0))
        place += frame.count + size
      }
    }
    return pages
  }

  private static let headBytes = 32
  private static let frameHeadBytes = 24
}

extension Slice<UnsafeMutableRawBufferPointer> {
  fileprivate var start: UnsafeMutableRawPointer? { base.baseAddress.map { $0 + startIndex } }

  /// Four bytes, the highest first.
  fileprivate func number(at place: Int) -> Int {
    self[(startIndex + place)..<(startIndex + place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
