import DeskActions
import MailReading
import MessageFormat
import Storage
import Ticketing

/// Takes the files of a mail out of it, and keeps them among the desk's.
struct MailFiles {
  let blobs: any BlobStore
  let tenant: TenantID

  /// Of one mail; the others stay in it.
  private static let most = 100
  private static let chunk = 262_144

  /// In their order. A file larger than any file may be stays in the mail, as do those beyond the most that are taken.
  func keep(_ files: [MailFile], of raw: RawMail) async throws -> [StoredFile] {
    var kept: [StoredFile] = []
    for (place, file) in files.enumerated() where kept.count < Self.most && file.longest <= Limits.attachmentBytes {
      if let stored = try await keep(file, place: place + 1, of: raw) { kept.append(stored) }
    }
    return kept
  }

  private func keep(_ file: MailFile, place: Int, of raw: RawMail) async throws -> StoredFile? {
    let sink = try await blobs.receive(in: tenant)
    do {
      var decoder = PartDecoder(file.encoding)
      var beginning: [UInt8] = []
      func take(_ bytes: [UInt8]) async throws {
        if beginning.count < KnownFileType.longestMark {
          beginning += bytes.prefix(KnownFileType.longestMark - beginning.count)
        }
        if !bytes.isEmpty { try await sink.write(bytes) }
      }
      var start = file.body.lowerBound
      while start < file.body.upperBound {
        let end = min(file.body.upperBound, start + Self.chunk)
        try await take(decoder.decode(try raw.bytes(in: start..<end)))
        start = end
      }
      try await take(decoder.finish())
      guard !beginning.isEmpty else {
        await sink.abandon()
        return nil
      }
      let (hash, bytes) = try await sink.finish()
      return StoredFile(
        name: Self.name(of: file, place), mediaType: KnownFileType.kept(Self.type(of: file), beginning: beginning),
        bytes: bytes, hash: hash)
    } catch {
      await sink.abandon()
      throw error
    }
  }

  /// What the sender calls it, else what it is: `image-2.png`.
  private static func name(of file: MailFile, _ place: Int) -> String {
    let name = MailText.line(file.name ?? "", max: Limits.fileNameBytes)
    if !name.isEmpty { return name }
    switch file.type {
    case "message/rfc822", "message/global": return "mail-\(place).eml"
    case "text/calendar": return "invitation-\(place).ics"
    case _:
      let halves = file.type.split(separator: "/")
      let suffix = halves.count == 2 && KnownFileType(rawValue: file.type) != nil ? ".\(halves[1])" : ""
      return "file-\(place)\(suffix == ".plain" ? ".txt" : suffix)"
    }
  }

  /// Nil for what is no type (RFC 6838, 4.2).
  private static func type(of file: MailFile) -> String? {
    let halves = file.type.split(separator: "/", omittingEmptySubsequences: false)
    let isOne =
      halves.count == 2
      && halves.allSatisfy { half in
        (1...127).contains(half.utf8.count)
          && half.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || "!#$&-^_.+".utf8.contains($0) }
      }
    return isOne ? file.type : nil
  }
}
