import Crypto
import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Ticketing

/// Takes a page's form with files in as it comes. Its first part is the form's token: nothing else is looked at, and nothing
/// is written, before that was right.
package struct FormReception {
  /// Files of one form.
  package static let mostFiles = 20
  /// All fields of one form, in bytes.
  private static let mostText = 512 * 1_024

  private struct IncomingFile {
    let part: MultipartPart
    let sink: any BlobSink
    var beginning: [UInt8] = []
    var bytes = 0
  }

  private let call: Call
  private let limit: Int
  private var isTrusted = false
  private var part: MultipartPart?
  private var text: [UInt8] = []
  private var textBytes = 0
  private var fields: [(name: String, value: String)] = []
  private var file: IncomingFile?
  private var files: [IncomingFile] = []
  private var refusal: UploadRefusal?
  private var thrownAway = 0

  private init(_ call: Call, limit: Int) {
    self.call = call
    self.limit = limit
  }

  /// - Parameter limit: how many bytes each file may have.
  /// - Throws: a 403 for a form that is not this session's; `MultipartRefusal`; what the blob store throws.
  package static func receive(_ call: Call, limit: Int = Limits.attachmentBytes) async throws -> FormWithFiles {
    guard case .stream(let body, let contentType) = call.payload else { throw MultipartRefusal.notFormData }
    var limits = MultipartLimits()
    limits.parts = 100
    let parser = MultipartParser(boundary: try MultipartBoundary(contentType: contentType), limits: limits)
    var reception = FormReception(call, limit: limit)
    do {
      try await reception.read(body, parser)
      return try await reception.finish()
    } catch {
      await reception.abandon()
      throw error
    }
  }

  private mutating func read(_ body: RequestBody, _ parser: MultipartParser) async throws {
    var stream = MultipartStream(body, parser)
    while let events = try await stream.next() {
      for event in events { try await take(event) }
    }
  }

  private mutating func take(_ event: MultipartEvent) async throws {
    switch event {
    case .partBegins(let part):
      guard isTrusted || (fields.isEmpty && part.name == Door.tokenField && part.filename == nil) else {
        throw Problem.foreignForm
      }
      self.part = part
      text = []
    case .bytes(let chunk):
      guard part?.filename != nil else { return try take(text: chunk) }
      try await take(file: chunk)
    case .partEnds: try await end()
    case .formEnds: break
    }
  }

  private mutating func take(text chunk: [UInt8]) throws {
    textBytes += chunk.count
    guard textBytes <= FormReception.mostText else {
      throw UploadRefusal.textTooLong(limitInBytes: FormReception.mostText)
    }
    text += chunk
  }

  /// After a refusal the rest is read and thrown away, so that the browser gets to see the answer; within reason.
  private mutating func take(file chunk: [UInt8]) async throws {
    if file == nil { try await beginFile() }
    guard refusal == nil, var current = file else {
      thrownAway += chunk.count
      guard thrownAway <= limit else { throw UploadRefusal.fileTooLarge(limitInBytes: limit) }
      return
    }
    current.bytes += chunk.count
    if current.beginning.count < KnownFileType.longestMark {
      current.beginning += chunk.prefix(KnownFileType.longestMark - current.beginning.count)
    }
    file = current
    guard current.bytes <= limit else {
      refusal = .fileTooLarge(limitInBytes: limit)
      return
    }
    try await current.sink.write(chunk)
  }

  private mutating func beginFile() async throws {
    guard refusal == nil, let part, let name = part.filename else { return }
    try call.actor.require(.agent)
    if name.utf8.count > Limits.fileNameBytes {
      refusal = .nameTooLong(limitInBytes: Limits.fileNameBytes)
    } else if files.count >= FormReception.mostFiles {
      refusal = .tooManyFiles(limit: FormReception.mostFiles)
    } else {
      file = IncomingFile(part: part, sink: try await call.hub.blobs.receive(in: try call.actor.tenant))
    }
  }

  private mutating func end() async throws {
    defer { part = nil }
    guard let part else { return }
    if let name = part.filename {
      // Browsers send a part without a name where no file was chosen.
      if file == nil, !name.isEmpty { try await beginFile() }
      file.map { files.append($0) }
      file = nil
      return
    }
    guard let value = String(validating: text, as: UTF8.self) else { throw Problem.malformed("A field is not UTF-8.") }
    fields.append((part.name, value))
    guard !isTrusted else { return }
    try Door.require(token: value, try call.signedIn.formToken)
    isTrusted = true
  }

  private mutating func finish() async throws -> FormWithFiles {
    guard isTrusted else { throw Problem.foreignForm }
    var stored: [StoredFile] = []
    if refusal == nil {
      for file in files {
        let (hash, bytes) = try await file.sink.finish()
        let type = KnownFileType.kept(file.part.mediaType?.essence, beginning: file.beginning)
        let name = file.part.filename ?? ""
        stored.append(StoredFile(name: name.isEmpty ? "file" : name, mediaType: type, bytes: bytes, hash: hash))
      }
    } else {
      await abandon()
    }
    return FormWithFiles(fields: FormFields(fields), files: stored, hash: hash(stored), refusal: refusal)
  }

  private func abandon() async {
    await file?.sink.abandon()
    for file in files { await file.sink.abandon() }
  }

  private func hash(_ stored: [StoredFile]) -> [UInt8] {
    let lines =
      fields.map { "\($0.name)\n\(SHA256.hash(data: Data($0.value.utf8)).hexadecimal)\n" }
      + stored.map { "file\n\($0.name)\n\($0.hash.hex)\n" }
    return Array(SHA256.hash(data: Data(lines.joined().utf8)))
  }
}
