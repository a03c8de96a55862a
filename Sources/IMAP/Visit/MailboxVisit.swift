package import Foundation

/// One visit to a mailbox: commands and what the server answers, each in its turn (RFC 3501).
///
/// Nothing is marked as read by looking at it: what is to be marked, is marked when it is kept.
package struct MailboxVisit {
  /// A folder as it was found.
  package struct Folder: Sendable, Equatable {
    /// While it stays the same, an UID means the same mail.
    package let validity: UInt32
    /// What the next mail will have at least; nil where the server does not say.
    package let next: UInt32?
    /// How many mails are in it.
    package let count: Int
  }

  package struct Listed: Sendable, Equatable {
    package let uid: UInt32
    /// In bytes, as the server says.
    package let size: Int
  }

  private let line: any IMAPLine
  private var reader = IMAPReader()
  private var lastTag = 0

  /// So many responses to one command are heard at most: one that never comes to its end is none.
  private static let mostResponses = 1_000_000

  package init(_ line: any IMAPLine) { self.line = line }

  /// - Throws: `IMAPFailure.noFolder` where there is none.
  package mutating func open(_ folder: String) async throws(IMAPFailure) -> Folder {
    guard let name = IMAPString.folder(folder) else { throw .noFolder }
    var (validity, next, count): (UInt32?, UInt32?, Int) = (nil, nil, 0)
    do throws(IMAPFailure) {
      try await run("SELECT \(name)") { response in
        if let number = response.number(after: "UIDVALIDITY") { validity = number }
        if let number = response.number(after: "UIDNEXT") { next = number }
        let words = response.words
        if words.count >= 3, words[2] == "EXISTS" { count = Int(words[1]) ?? 0 }
      }
    } catch .refused { throw .noFolder }
    guard let validity, validity > 0 else { throw .unintelligible }
    return Folder(validity: validity, next: next, count: count)
  }

  /// The mails behind an UID, the lowest first, at most so many.
  package mutating func mails(after uid: UInt32, atMost most: Int) async throws(IMAPFailure) -> [Listed] {
    guard uid < .max else { return [] }
    var found: [Listed] = []
    try await run("UID FETCH \(uid + 1):* (UID RFC822.SIZE)") { response in
      // A range without a mail in it has the last one all the same (RFC 3501, 6.4.8).
      guard let mail = response.listed, mail.uid > uid else { return }
      found.append(mail)
      if found.count >= 4 * most { found = Array(found.sorted { $0.uid < $1.uid }.prefix(most)) }
    }
    return Array(found.sorted { $0.uid < $1.uid }.prefix(most))
  }

  /// When a mail came to the server; nil where it does not say, or there is none.
  package mutating func arrival(of uid: UInt32) async throws(IMAPFailure) -> Date? {
    var found: Date?
    try await run("UID FETCH \(uid) (INTERNALDATE)") { response in
      if let text = response.quoted(after: "INTERNALDATE") { found = ServerDate.read(text) }
    }
    return found
  }

  /// Fetches a mail piece by piece.
  ///
  /// - Parameter limit: of its length, in bytes, whatever was said of it before.
  /// - Returns: whether there was such a mail.
  /// - Throws: `IMAPFailure.unintelligible` where it is longer.
  package mutating func fetch(
    _ uid: UInt32, limit: Int, _ take: ([UInt8]) async -> Void
  ) async throws(IMAPFailure) -> Bool {
    var isThere = false
    try await run("UID FETCH \(uid) (BODY.PEEK[])", limit: limit) { response in
      // A short one may come in quotation marks.
      guard !isThere, let text = response.quoted(after: "BODY[]") else { return }
      isThere = true
      await take(text)
    } body: { piece in
      isThere = true
      await take(piece)
    }
    return isThere
  }

  package mutating func markSeen(_ uid: UInt32) async throws(IMAPFailure) {
    try await run("UID STORE \(uid) +FLAGS.SILENT (\\Seen)")
  }

  /// Moves a mail to another folder, which has to be there.
  package mutating func move(_ uid: UInt32, to folder: String) async throws(IMAPFailure) {
    guard let name = IMAPString.folder(folder) else { throw .noFolder }
    var abilities: Set<String> = []
    try await run("CAPABILITY") { abilities.formUnion($0.words) }
    if abilities.contains("MOVE") { return try await run("UID MOVE \(uid) \(name)") }
    try await run("UID COPY \(uid) \(name)")
    try await run("UID STORE \(uid) +FLAGS.SILENT (\\Deleted)")
    // Without UIDPLUS others' deleted mails would go, too: it stays there, marked as deleted.
    if abilities.contains("UIDPLUS") { try await run("UID EXPUNGE \(uid)") }
  }

  package mutating func end() async {
    try? await run("LOGOUT")
    await line.hangUp()
  }
}

extension MailboxVisit {
  private mutating func run(
    _ command: String, limit: Int = 0, hear: (IMAPText) async -> Void = { _ in },
    body: ([UInt8]) async -> Void = { _ in }
  ) async throws(IMAPFailure) {
    lastTag += 1
    let tag = "B\(lastTag)"
    try await line.say(Array("\(tag) \(command)\r\n".utf8))
    var (text, isInBody): ([UInt8], Bool) = ([], false)
    for _ in 0..<Self.mostResponses {
      switch try await piece() {
      case .text(let more):
        // Text around literals is bounded as a line is.
        if text.count < 65_536 { text += more }
      case .literal(let count):
        isInBody = limit > 0 && IMAPText(text).words.suffix(1) == ["BODY"]
        if isInBody, count > limit { throw .unintelligible }
        // An empty mail is one all the same.
        if isInBody { await body([]) }
      case .bytes(let bytes): if isInBody { await body(bytes) }
      case .endOfResponse:
        let response = IMAPText(text)
        (text, isInBody) = ([], false)
        let words = response.words
        if words.first == tag { return try Self.judge(words.dropFirst().first, response) }
        if words.first == "*", words.dropFirst().first == "BYE", command != "LOGOUT" { throw .ended }
        await hear(response)
      }
    }
    throw .unintelligible
  }

  private static func judge(_ word: String?, _ response: IMAPText) throws(IMAPFailure) {
    switch word {
    case "OK": return
    case "NO", "BAD": throw .refused(response.shown)
    case _: throw .unintelligible
    }
  }

  private mutating func piece() async throws(IMAPFailure) -> IMAPReader.Piece {
    while true {
      if let piece = try reader.next() { return piece }
      reader.take(try await line.hear())
    }
  }
}

extension IMAPText {
  fileprivate var listed: MailboxVisit.Listed? {
    let words = words
    guard words.count > 2, words[2] == "FETCH", let uid = number(after: "UID"), uid > 0,
      let size = number64(after: "RFC822.SIZE"), size >= 0
    else { return nil }
    return MailboxVisit.Listed(uid: uid, size: size)
  }
}
