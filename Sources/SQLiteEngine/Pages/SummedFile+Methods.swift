import GRDBSQLite

/// What SQLite calls: all of it goes to the layer beneath, and on the way pages get their sums or are held against them.
extension SummedFile {
  static func methods() -> UnsafeMutablePointer<sqlite3_io_methods> {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 3
    passOn(&methods.pointee)
    passOnSharedMemory(&methods.pointee)
    readAndWrite(&methods.pointee)
    map(&methods.pointee)
    return methods
  }

  private static func readAndWrite(_ methods: inout sqlite3_io_methods) {
    methods.xRead = { file, target, count, offset in
      guard let file, let target else { return SQLITE_IOERR }
      let code = file.methodsBeneath.xRead(file.beneath, target, count, offset)
      guard code == SQLITE_OK else { return code }
      let bytes = UnsafeRawBufferPointer(start: target, count: Int(count))
      file.summed.pointee.learn(from: bytes, at: offset)
      guard let page = file.summed.pointee.page(at: offset, count: bytes.count) else { return code }
      return PageSum.isRight(bytes, number: page) ? code : SQLITE_CORRUPT
    }
    methods.xWrite = { file, source, count, offset in
      guard let file, let source else { return SQLITE_IOERR }
      let bytes = UnsafeRawBufferPointer(start: source, count: Int(count))
      file.summed.pointee.learn(from: bytes, at: offset)
      let write = file.methodsBeneath.xWrite
      guard let page = file.summed.pointee.page(at: offset, count: bytes.count) else {
        return write?(file.beneath, source, count, offset) ?? SQLITE_IOERR
      }
      // SQLite lends its page: the sum is put into a copy.
      return withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 16) { summed in
        summed.copyMemory(from: bytes)
        PageSum.set(in: summed, number: page)
        return write?(file.beneath, summed.baseAddress, count, offset) ?? SQLITE_IOERR
      }
    }
  }

  /// Pages that SQLite reads where the system has mapped them.
  private static func map(_ methods: inout sqlite3_io_methods) {
    methods.xFetch = { file, offset, count, target in
      guard let file, let target else { return SQLITE_IOERR }
      let methods = file.methodsBeneath
      let code = methods.xFetch(file.beneath, offset, count, target)
      guard code == SQLITE_OK, let bytes = target.pointee else { return code }
      guard let page = file.summed.pointee.page(at: offset, count: Int(count)), !file.summed.pointee.hasSeen(page)
      else {
        return code
      }
      if PageSum.isRight(UnsafeRawBufferPointer(start: bytes, count: Int(count)), number: page) {
        file.summed.pointee.note(page)
        return code
      }
      target.pointee = nil
      _ = methods.xUnfetch(file.beneath, offset, bytes)
      return SQLITE_CORRUPT
    }
    methods.xUnfetch = { file, offset, bytes in
      file.map { $0.methodsBeneath.xUnfetch($0.beneath, offset, bytes) } ?? SQLITE_OK
    }
  }

  private static func passOn(_ methods: inout sqlite3_io_methods) {
    methods.xClose = { file in
      guard let file else { return SQLITE_OK }
      file.summed.pointee.free()
      return file.methodsBeneath.xClose(file.beneath)
    }
    methods.xTruncate = { file, size in
      file.map { $0.methodsBeneath.xTruncate($0.beneath, size) } ?? SQLITE_IOERR
    }
    methods.xSync = { file, flags in
      file.map { $0.methodsBeneath.xSync($0.beneath, flags) } ?? SQLITE_IOERR
    }
    methods.xFileSize = { file, size in
      file.map { $0.methodsBeneath.xFileSize($0.beneath, size) } ?? SQLITE_IOERR
    }
    methods.xLock = { file, lock in
      file.map { $0.methodsBeneath.xLock($0.beneath, lock) } ?? SQLITE_IOERR
    }
    methods.xUnlock = { file, lock in
      file.map { $0.methodsBeneath.xUnlock($0.beneath, lock) } ?? SQLITE_IOERR
    }
    methods.xCheckReservedLock = { file, isReserved in
      file.map { $0.methodsBeneath.xCheckReservedLock($0.beneath, isReserved) }
        ?? SQLITE_IOERR
    }
    methods.xFileControl = { file, operation, argument in
      file.map { $0.methodsBeneath.xFileControl($0.beneath, operation, argument) } ?? SQLITE_NOTFOUND
    }
    methods.xSectorSize = { file in
      file.map { $0.methodsBeneath.xSectorSize($0.beneath) } ?? 0
    }
    methods.xDeviceCharacteristics = { file in
      file.map { $0.methodsBeneath.xDeviceCharacteristics($0.beneath) } ?? 0
    }
  }

  private static func passOnSharedMemory(_ methods: inout sqlite3_io_methods) {
    methods.xShmMap = { file, region, size, extend, target in
      file.map { $0.methodsBeneath.xShmMap($0.beneath, region, size, extend, target) }
        ?? SQLITE_IOERR
    }
    methods.xShmLock = { file, offset, count, flags in
      file.map { $0.methodsBeneath.xShmLock($0.beneath, offset, count, flags) }
        ?? SQLITE_IOERR
    }
    methods.xShmBarrier = { file in
      if let file { file.methodsBeneath.xShmBarrier(file.beneath) }
    }
    methods.xShmUnmap = { file, deletes in
      file.map { $0.methodsBeneath.xShmUnmap($0.beneath, deletes) } ?? SQLITE_OK
    }
  }
}
