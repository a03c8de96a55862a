/// The types of file that a download may name; anything else is bytes.
///
/// All of them are served as attachments under a sandbox, so that the worst that a false one does is to open the wrong
/// program; still a type with a mark is believed only where the bytes begin with it.
package enum KnownFileType: String, CaseIterable {
  case png = "image/png"
  case jpeg = "image/jpeg"
  case gif = "image/gif"
  case webp = "image/webp"
  case pdf = "application/pdf"
  case zip = "application/zip"
  case text = "text/plain"

  package static let unknown = "application/octet-stream"
  package static let longestMark = 12

  /// The type that a file is kept with: what the sender says, unless the bytes belie it.
  package static func kept(_ claimed: String?, beginning: [UInt8]) -> String {
    guard let claimed else { return unknown }
    guard let known = KnownFileType(rawValue: claimed) else { return claimed }
    return known.fits(beginning) ? claimed : unknown
  }

  /// The type that a download names.
  package static func served(_ kept: String) -> String { KnownFileType(rawValue: kept)?.rawValue ?? unknown }

  private func fits(_ beginning: [UInt8]) -> Bool {
    switch self {
    case .png: beginning.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    case .jpeg: beginning.starts(with: [0xFF, 0xD8, 0xFF])
    case .gif: beginning.starts(with: "GIF87a".utf8) || beginning.starts(with: "GIF89a".utf8)
    case .webp: beginning.starts(with: "RIFF".utf8) && beginning.dropFirst(8).starts(with: "WEBP".utf8)
    case .pdf: beginning.starts(with: "%PDF-".utf8)
    case .zip: beginning.starts(with: "PK".utf8)
    case .text: !beginning.contains(0)
    }
  }
}
