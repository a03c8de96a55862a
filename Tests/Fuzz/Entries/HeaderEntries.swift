import FormData
import Foundation
import HTTPTypes
import Logging
import Storage
import StrictJSON
import Ticketing
import Web

extension FuzzEntry {
  static let headerEntries = [
    FuzzEntry("media-type", "A content type that is taken may stand in a header, and says the same there.", mediaType),
    FuzzEntry("filename", "A file's name that is taken goes out in a header and comes back the same.", filename),
    FuzzEntry("visitor", "A request's own headers are read, or say nothing.", visitor),
    FuzzEntry("cursor", "A place in a list has one text.", cursor),
  ]

  /// No way to another folder, no line's end, nothing hidden.
  static func isPlainFilename(_ name: String) -> Bool {
    name.utf8.count <= Filename.longest && name != "." && name != ".."
      && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || TextRule.breaksOrTurnsALine($0) }
  }

  private static func isHeaderText(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

  @Sendable private static func mediaType(_ input: FuzzInput) throws {
    if let type = MediaType(input.text) {
      try require(isHeaderText(type.description), "not for a header: \(type.description.debugDescription)")
      try require(MediaType(type.description) == type || type.description.utf8.count > 255, "\(type) is another type")
      let kept = KnownFileType.kept(type.essence, beginning: Array(input.bytes.prefix(12)))
      try require(isHeaderText(KnownFileType.served(kept)), "a download of the type \(kept)")
    }
    if let boundary = try? MultipartBoundary(contentType: input.text) {
      try require((1...70).contains(boundary.bytes.count), "a boundary of \(boundary.bytes.count) bytes")
      try require(boundary.bytes.allSatisfy { (0x20...0x7E).contains($0) }, "a boundary with a control character")
    }
  }

  @Sendable private static func filename(_ input: FuzzInput) throws {
    guard let name = try? Filename.cleaned(input.text) else { return }
    try require(isPlainFilename(name), "a file called \(name.debugDescription)")
    try require(try Filename.cleaned(name) == name, "another name when it is cleaned again")
    let header = ContentDisposition.attachment(named: name)
    try require(isHeaderText(header), "not for a header: \(header.debugDescription)")
    try require(header.utf8.count <= 64 + 4 * name.utf8.count, "a header of \(header.utf8.count) bytes")
    // A browser that gets the file and sends it back names it the same.
    guard !name.isEmpty else { return }
    let parameters = header.dropFirst("attachment".count)
    let form = "--xyz\r\nContent-Disposition: form-data; name=\"file\"\(parameters)\r\n\r\nx\r\n--xyz--\r\n"
    var parser = MultipartParser(boundary: try MultipartBoundary("xyz"))
    let parts = try parser.feed(Array(form.utf8)).compactMap { event in
      if case .partBegins(let part) = event { part.filename } else { nil }
    }
    try require(parts.count == 1 && parts[0].utf8.elementsEqual(name.utf8), "\(name) came back as \(parts)")
  }

  @Sendable private static func cursor(_ input: FuzzInput) throws {
    guard let position = try? Cursor.position(input.text) else { return }
    try require(Cursor.text(position).utf8.elementsEqual(input.text.utf8), "two texts for one place: \(input.text)")
  }

  private static let hub = Hub(
    storage: AbsentStorage(), blobs: AbsentStorage(), now: { Date(timeIntervalSince1970: 0) }, seed: { 1 },
    publicURL: "http://localhost", logger: Logger(label: "fuzz"), readiness: Readiness())

  @Sendable private static func visitor(_ input: FuzzInput) throws {
    let names: [HTTPField.Name] = [.ifMatch, .cookie, .acceptLanguage]
    var headers = HTTPFields()
    for (name, line) in zip(names, input.text.split(separator: "\n", omittingEmptySubsequences: false)) {
      headers[name] = String(line)
    }
    let zone = input.text.split(separator: "\n").last.map { $0.filter { $0 != ";" } } ?? ""
    headers.append(HTTPField(name: .cookie, value: "__Host-zone=\(zone)"))
    let call = Call(
      hub: hub, principal: nil, parameters: [:], query: ["limit": input.text, "cursor": input.text], headers: headers,
      moment: Moment(now: hub.now(), seed: 1), place: "", payload: .bytes([]))
    if let version = try? call.expectedVersion(), version >= 0 {
      try require(headers[.ifMatch] == "\"\(version)\"", "\(headers[.ifMatch] ?? "") passes for version \(version)")
    }
    if let page = try? call.page() { try require((1...200).contains(page.limit), "a page of \(page.limit)") }
    _ = call.language
    let clock = PageClock(now: hub.now(), zone: call.zone, catalogue: Catalogue(language: .english, texts: [:]))
    try require(!clock.full(Date(timeIntervalSince1970: 1_795_251_600)).isEmpty, "a zone without a time")
    if let value = Cookies.value("__Host-zone", in: headers) { try require(!value.contains(";"), "a cookie of two") }
  }
}

/// What the door asks for and these entries never reach.
private struct AbsentStorage: DeskStorage, BlobStore {
  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value { throw StorageError.unavailable("") }

  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value { throw StorageError.unavailable("") }

  func receive(in tenant: TenantID) async throws -> any BlobSink { throw StorageError.unavailable("") }
  func open(_ hash: ContentHash, in tenant: TenantID) async throws -> any BlobSource { throw StorageError.corrupt("") }
  func contains(_ hash: ContentHash, in tenant: TenantID) async throws -> Bool { false }
  func adopt(_ hash: ContentHash, from giver: TenantID, into taker: TenantID) async throws {}
}
