import GRDBSQLite
import Glibc

/// A layer beneath SQLite that ends every page of a database file with a sum when it is written, and looks at the sum when
/// the page is read: of what is in a row SQLite itself keeps none, and a bit that turns over on a disk would be served.
///
/// A page that is not what was written is answered with `SQLITE_CORRUPT`. The log and the journals have sums of SQLite's own.
enum SummedPages {
  /// Makes it the layer of every database that this process opens from now on. Once is enough.
  static let isInPlace: Bool = {
    guard let system = sqlite3_vfs_find(nil) else { return false }
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    layer.initialize(to: system.pointee)
    layer.pointee.pNext = nil
    layer.pointee.zName = UnsafePointer(strdup("baton-pages"))
    layer.pointee.szOsFile += Int32(SummedFile.length)
    // SQLite hands it back at each call; it lives as long as the process.
    let beneath = UnsafeMutablePointer<Beneath>.allocate(capacity: 1)
    beneath.initialize(to: Beneath(system: system, methods: SummedFile.methods()))
    layer.pointee.pAppData = UnsafeMutableRawPointer(beneath)
    layer.pointee.xOpen = { layer, path, file, flags, outFlags in
      guard let file, let beneath = layer?.pointee.pAppData?.assumingMemoryBound(to: Beneath.self).pointee else {
        return SQLITE_CANTOPEN
      }
      // Only databases that are files have sums; a log, a journal or a temporary file goes straight through.
      guard flags & SQLITE_OPEN_MAIN_DB != 0 else {
        return beneath.system.pointee.xOpen(beneath.system, path, file, flags, outFlags)
      }
      file.summed.initialize(to: SummedFile())
      let code = beneath.system.pointee.xOpen(beneath.system, path, file.beneath, flags, outFlags)
      // SQLite closes each handle that has methods, whether or not it could be opened.
      if file.beneath.pointee.pMethods != nil { file.pointee.pMethods = UnsafePointer(beneath.methods) }
      return code
    }
    return sqlite3_vfs_register(layer, 1) == SQLITE_OK
  }()

  private struct Beneath {
    let system: UnsafeMutablePointer<sqlite3_vfs>
    let methods: UnsafeMutablePointer<sqlite3_io_methods>
  }

  /// Lets SQLite leave room for the sums in a database that is empty still.
  static func makeRoom(in connection: OpaquePointer?) {
    var bytes = Int32(PageSum.bytes)
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes)
  }
}
