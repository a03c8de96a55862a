import Foundation
import Glibc
import Logging
import StrictJSON

/// Log lines as JSON, each by one write(2) to the standard error, so that a line is whole even when the process dies.
struct JSONLogHandler: LogHandler {
  let label: String
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  /// A value longer than this, in bytes, is cut.
  private static let valueLimit = 2_000

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line: JSONObject = [
      "at": JSONValue(Date()), "level": JSONValue(event.level.rawValue), "from": JSONValue(label),
      "message": JSONValue(Self.cut(event.message.description)),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line.append(key, JSONValue(Self.cut("\(value)"))) }
    let bytes = JSONWriter.bytes(of: .object(line)) + [0x0A]
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count <= valueLimit ? text : String(decoding: text.utf8.prefix(valueLimit), as: UTF8.self) + "…"
  }
}
