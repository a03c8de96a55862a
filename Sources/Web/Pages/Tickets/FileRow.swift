import Mustache
import Ticketing

/// A file as a line to download it by.
struct FileRow: MustacheParent {
  let name: String
  let size: String
  let path: String
  /// Who may have it, in words.
  let audience: String
  /// The style sheet's name of the audience.
  let tone: String

  init(_ file: Attachment, _ place: TicketPlace) {
    name = file.name
    size = Self.size(file.bytes)
    path = "\(place.base)/attachments/\(file.id)"
    audience = place.catalogue["comment.\(file.audience.rawValue)"]
    tone = file.audience.rawValue
  }

  func child(named key: String) -> Any? {
    switch key {
    case "name": name
    case "size": size
    case "path": path
    case "audience": audience
    case "tone": tone
    case _: nil
    }
  }

  /// `712 B`, `12 KB`, `3.4 MB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1_000 { return "\(bytes) B" }
    if bytes < 1_000_000 { return "\((bytes + 500) / 1_000) KB" }
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
