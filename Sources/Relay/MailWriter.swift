import Foundation
import Mail
package import Storage
import Ticketing

/// Finds the words of a mail that waits, as they are now.
struct MailWriter: Sendable {
  let storage: any DeskStorage
  let blobs: any BlobStore
  /// Whom notices come from; requesters are written to from their desk's own address.
  let sender: Mailbox
  let publicURL: String

  enum Draft {
    /// With what it tells a requester; nil where it is for one of the desk's own people.
    case message(MailMessage, RequesterMail.Kind?)
    case withheld(RequesterMail.Withholding)
    /// Nobody is left to tell, or nothing to tell of.
    case nothing
  }

  func draft(of key: MailKey) async throws -> Draft {
    switch key.mail {
    case .notices(let id):
      let letter = try await storage.read(in: key.tenant) { try $0.letter(for: id) }
      return letter.map { .message($0.message(from: sender, publicURL: publicURL), nil) } ?? .nothing
    case .requester(let id):
      switch try await storage.read(in: key.tenant, { try $0.requesterDraft(for: id) }) {
      case .letter(let letter): return .message(try await message(letter, in: key.tenant), letter.kind)
      case .withheld(let why): return .withheld(why)
      case .nothing: return .nothing
      }
    }
  }

  private func message(_ letter: RequesterLetter, in tenant: TenantID) async throws -> MailMessage {
    let fitting = letter.filesThatFit
    var attached: [MailFile] = []
    var left = letter.files.filter { !fitting.contains($0) }.map(\.name)
    for file in fitting {
      do {
        attached.append(
          MailFile(name: file.name, mediaType: file.mediaType, bytes: try await bytes(of: file, in: tenant)))
      } catch StorageError.corrupt {
        // The words are not kept back by a file that is gone; the doctor tells of it.
        left.append(file.name)
      }
    }
    return letter.message(attached: attached, left: left)
  }

  private func bytes(of file: PublicFile, in tenant: TenantID) async throws -> [UInt8] {
    let source = try await blobs.open(file.hash, in: tenant)
    var bytes: [UInt8] = []
    while bytes.count < RequesterLetter.fileLimit {
      let piece = try await source.read(offset: bytes.count, count: 1 << 18)
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }
}
