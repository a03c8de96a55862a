import ConnectorKit
import DeskActions
package import Foundation
package import Mail
import MessageFormat
package import Storage
import Ticketing

/// Sends a connector's mails, each from its connection's own address, and reads the files of those that came in.
package struct OutwardPost: Sendable {
  private let storage: any DeskStorage
  private let blobs: any BlobStore
  /// Nil where the hub sends no mail.
  private let carrier: (any MailCarrier)?
  private let now: @Sendable () -> Date

  package init(
    storage: any DeskStorage, blobs: any BlobStore, carrier: (any MailCarrier)?,
    now: @escaping @Sendable () -> Date
  ) {
    self.storage = storage
    self.blobs = blobs
    self.carrier = carrier
    self.now = now
  }

  /// Returns once the next server has taken the mail over. The same mail sent again has the same id.
  func send(_ mail: OutwardMail, for standIn: TenantID) async throws(DeliveryFailure) {
    do {
      let addresses = try await FindConnectionAddresses(of: standIn)(storage)
      guard let carrier, let writing = addresses.flatMap({ EmailAddress($0.writing) }) else {
        throw DeliveryFailure.temporary(retryAfter: nil, .noMail)
      }
      guard let to = EmailAddress(mail.to) else { throw DeliveryFailure.permanent(.notFound) }
      let loopMark = try await storage.read(in: standIn) { try $0.loopMark() }
      var files: [MailFile] = []
      for file in mail.files {
        files.append(MailFile(name: file.name, mediaType: file.type, bytes: try await Self.bytes(of: file)))
      }
      let message = MailMessage(
        from: Mailbox(name: mail.author, address: writing), to: Mailbox(name: "", address: to), subject: mail.subject,
        date: now(), id: mail.mark, thread: mail.mark, text: mail.text, html: "",
        conversation: MailConversation(
          replyTo: writing, returnPath: writing, loopMark: loopMark, inReplyTo: nil, references: [], isAutomatic: false),
        files: files)
      try await carrier.carry(message)
    } catch let failure as DeliveryFailure {
      throw failure
    } catch let failure as MailFailure {
      throw DeliveryFailure(failure)
    } catch {
      throw .temporary(retryAfter: nil, .unavailable)
    }
  }

  private static func bytes(of file: OutwardFile) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < file.content.count {
      let piece = try await file.content.read(bytes.count, min(262_144, file.content.count - bytes.count))
      guard !piece.isEmpty else { throw DeliveryFailure.temporary(retryAfter: nil, .unavailable) }
      bytes += piece
    }
    return bytes
  }

  /// The bytes of a received mail's file.
  func read(_ location: String, of standIn: TenantID) async throws(DeliveryFailure) -> [UInt8] {
    guard let place = MailFilePlace(location) else { throw .permanent(.notFound) }
    do {
      let source = try await blobs.open(place.hash, in: standIn)
      guard place.range.upperBound <= source.bytes else { throw DeliveryFailure.permanent(.notFound) }
      var decoder = PartDecoder(place.encoding)
      var bytes: [UInt8] = []
      var start = place.range.lowerBound
      while start < place.range.upperBound {
        let piece = try await source.read(offset: start, count: min(262_144, place.range.upperBound - start))
        guard !piece.isEmpty else { break }
        bytes += decoder.decode(piece[...])
        guard bytes.count <= Limits.attachmentBytes else {
          throw DeliveryFailure.permanent(.tooLarge(limitInBytes: Limits.attachmentBytes))
        }
        start += piece.count
      }
      return bytes + decoder.finish()
    } catch let failure as DeliveryFailure {
      throw failure
    } catch StorageError.corrupt {
      throw .permanent(.notFound)
    } catch {
      throw .temporary(retryAfter: nil, .unavailable)
    }
  }
}

/// Where a file lies within a mail that was kept.
struct MailFilePlace: Equatable {
  let hash: ContentHash
  let range: Range<Int>
  let encoding: TransferEncoding

  private static let encodings: [(TransferEncoding, String)] = [
    (.identity, "8bit"), (.quotedPrintable, "quoted-printable"), (.base64, "base64"), (.uuencode, "x-uuencode"),
  ]

  init(hash: ContentHash, range: Range<Int>, encoding: TransferEncoding) {
    self.hash = hash
    self.range = range
    self.encoding = encoding
  }

  var text: String {
    let word = Self.encodings.first { $0.0 == encoding }?.1 ?? ""
    return "\(hash) \(range.lowerBound) \(range.upperBound) \(word)"
  }

  init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, let hash = ContentHash(hex: words[0]), let start = Int(words[1]), let end = Int(words[2]),
      start >= 0, end >= start, let encoding = Self.encodings.first(where: { $0.1 == words[3] })?.0
    else { return nil }
    self.init(hash: hash, range: start..<end, encoding: encoding)
  }
}

extension DeliveryFailure {
  /// What a mail server's word means; it begins with a status of SMTP's where the server gave one.
  fileprivate init(_ failure: MailFailure) {
    switch failure {
    case .temporary: self = .temporary(retryAfter: nil, .unavailable)
    case .permanent(let words), .noSuchAddress(let words):
      let status = Int(words.prefix(3)) ?? 550
      self = .permanent(status == 552 ? .tooLarge(limitInBytes: nil) : .refused(status: status))
    }
  }
}
