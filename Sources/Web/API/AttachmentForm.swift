import Crypto
import DeskActions
import Federation
import FormData
import Foundation
import StrictJSON
package import Ticketing

/// What the form of an upload says about its file.
package struct AttachmentForm: Equatable {
  /// An empty field counts as absent, as forms of browsers send it.
  static let schema = Schema.object(
    [
      "file": Schema(["type": "string", "contentMediaType": "application/octet-stream"]),
      "comment": .either([.id, .constant("")]),
      "audience": .either([.choice(of: Audience.self), .constant("")]),
    ], required: ["file"])

  let name: String
  let mediaType: String
  let comment: CommentID?
  let audience: Audience?

  package init(name: String, mediaType: String, comment: CommentID?, audience: Audience?) {
    self.name = name
    self.mediaType = mediaType
    self.comment = comment
    self.audience = audience
  }
}

extension AttachmentForm {
  /// Reads the form part by part; of the file, only its beginning.
  struct Reader {
    private static let known = ["file", "comment", "audience"]
    private static let longestField = 200

    private var current: MultipartPart?
    private var file: MultipartPart?
    private var beginning: [UInt8] = []
    private var fields: [String: [UInt8]] = [:]

    mutating func begin(_ part: MultipartPart) throws {
      guard Reader.known.contains(part.name) else {
        throw InvalidInput("/\(part.name)", "is not a known part; known are: \(Reader.known.joined(separator: ", "))")
      }
      guard fields[part.name] == nil, part.name != file?.name else {
        throw InvalidInput("/\(part.name)", "is there twice")
      }
      current = part
      if part.name == "file" {
        guard part.filename != nil else { throw InvalidInput("/file", "is no file: it has no filename") }
        file = part
      } else {
        fields[part.name] = []
      }
    }

    /// Whether the bytes are the file's.
    mutating func take(_ bytes: [UInt8]) throws -> Bool {
      guard let current else { return false }
      if current.name == "file" {
        if beginning.count < KnownFileType.longestMark {
          beginning += bytes.prefix(KnownFileType.longestMark - beginning.count)
        }
        return true
      }
      fields[current.name, default: []] += bytes
      guard fields[current.name, default: []].count <= Reader.longestField else {
        throw InvalidInput("/\(current.name)", "is longer than \(Reader.longestField) bytes")
      }
      return false
    }

    mutating func end() { current = nil }

    /// - Throws: `InvalidInput` for what is missing, and for what makes no sense.
    package func form(fileBytes: Int) throws -> AttachmentForm {
      guard let file, let filename = file.filename, fileBytes > 0 || !filename.isEmpty else {
        throw InvalidInput("/file", "is missing")
      }
      guard filename.utf8.count <= Limits.fileNameBytes else {
        throw InvalidInput("/file", "has a name of more than \(Limits.fileNameBytes) bytes")
      }
      return AttachmentForm(
        name: filename.isEmpty ? "file" : filename,
        mediaType: KnownFileType.kept(file.mediaType?.essence, beginning: beginning), comment: try comment(),
        audience: try audience())
    }

    private func comment() throws -> CommentID? {
      guard let text = text("comment") else { return nil }
      guard let id = CommentID(text) else { throw InvalidInput("/comment", "is not an id") }
      return id
    }

    private func audience() throws -> Audience? {
      guard let text = text("audience") else { return nil }
      guard let audience = Audience(rawValue: text) else {
        let all = Audience.allCases.map(\.rawValue).joined(separator: ", ")
        throw InvalidInput("/audience", "is not one of: \(all)")
      }
      return audience
    }

    private func text(_ name: String) -> String? {
      fields[name].flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    }

    /// SHA-256 over the name and hash of each part, whatever their order and the boundary between them.
    func hash(file hash: ContentHash) -> [UInt8] {
      var lines = fields.map { name, bytes in "\(name)\n\(SHA256.hash(data: bytes).hexadecimal)\n" }
      lines.append("file\n\(file?.filename ?? "")\n\(file?.mediaType?.description ?? "")\n\(hash.hex)\n")
      return Array(SHA256.hash(data: Data(lines.sorted().joined().utf8)))
    }
  }
}
