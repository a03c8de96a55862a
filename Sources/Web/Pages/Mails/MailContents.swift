import DeskActions
import MailHTML
import MailReading
import MessageFormat
import Storage
import Ticketing

/// What is in a received mail, as far as pages show it. A mail is read where it is no larger than `largest`, so that no reader
/// of a page takes much of the hub's memory; of a larger one its head alone.
struct MailContents: Sendable {
  let fields: HeaderFields
  /// Nil where it is too large.
  let mail: ReceivedMail?
  private let bytes: [UInt8]

  static let largest = 8 << 20
  private static let headBytes = 1 << 18

  /// - Throws: `StorageError.corrupt` where its bytes are gone.
  init(_ source: any BlobSource) async throws {
    let isWhole = source.bytes <= Self.largest
    let end = isWhole ? source.bytes : Self.headBytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end)
    while bytes.count < end {
      let piece = try await source.read(offset: bytes.count, count: min(1 << 18, end - bytes.count))
      guard !piece.isEmpty else { throw StorageError.corrupt("a mail's bytes end too early") }
      bytes += piece
    }
    self.bytes = bytes
    mail = isWhole ? MailReader().read(bytes) : nil
    fields = mail?.fields ?? HeaderFields.groups(bytes[...]).first ?? HeaderFields()
  }

  /// The bytes of a file in it, at most `limit`.
  func bytes(of file: MailFile, limit: Int) -> [UInt8]? {
    guard file.longest <= limit else { return nil }
    var decoder = PartDecoder(file.encoding)
    let decoded = decoder.decode(bytes[file.body]) + decoder.finish()
    return decoded.count <= limit ? decoded : nil
  }
}

extension Call {
  /// The received mail that a page is about, with what is in it; nil where its bytes are gone.
  func keptMail() async throws -> (KeptMail, MailContents?) {
    let id: KeptMailID = try parameter("mail")
    let mail = try await hub.storage.read(in: try actor.tenant) { try $0.receivedMail(id) }
    guard let mail else { throw NotFound() }
    do {
      return (mail, try await MailContents(try await hub.blobs.open(mail.hash, in: try actor.tenant)))
    } catch StorageError.corrupt {
      return (mail, nil)
    }
  }
}
