import Crypto
import Federation
import Foundation

/// The style sheet and the script of all pages. Each is put together from the files of its folder in the order of their
/// names, and has its hash in its address, so that browsers keep it for ever.
package struct Assets: Sendable {
  struct Asset: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    let path: String
  }

  let style: Asset
  let script: Asset
  let icon: Asset

  init(in resources: URL) throws {
    let folder = resources.appending(path: "Assets", directoryHint: .isDirectory)
    style = try Self.asset("baton", ".css", "text/css; charset=utf-8", in: folder.appending(path: "css"))
    script = try Self.asset("baton", ".js", "text/javascript; charset=utf-8", in: folder.appending(path: "js"))
    icon = try Self.asset("icon", ".svg", "image/svg+xml", in: folder.appending(path: "icon"))
  }

  subscript(path: String) -> Asset? { [style, script, icon].first { $0.path == path } }

  private static func asset(_ name: String, _ ending: String, _ mediaType: String, in folder: URL) throws -> Asset {
    let files = try ResourceFolder.files(in: folder, ending: ending)
    let bytes = files.map(\.bytes).joined(separator: [0x0A])
    let hash = SHA256.hash(data: Data(bytes)).hexadecimal.prefix(12)
    return Asset(bytes: Array(bytes), mediaType: mediaType, path: "/assets/\(name)-\(hash)\(ending)")
  }
}
