/// What a client says in one line.
enum LMTPCommand: Equatable {
  case hello
  case mail(LMTPSender)
  case recipient(String, isPlain: Bool)
  case data
  case reset
  case nothing
  case verify
  case quit
}

/// Whom a message comes from, and what is said of it beforehand.
struct LMTPSender: Equatable {
  /// Empty for what nobody is to answer: bounces.
  let address: String
  /// In bytes; nil where it was not said.
  let size: Int?
  /// Whether addresses beyond ASCII may follow.
  let isInternational: Bool
}

extension LMTPCommand {
  /// Reads a line without its end.
  ///
  /// - Throws: the answer to it.
  static func read(_ line: ArraySlice<UInt8>) throws(LMTPRefusal) -> LMTPCommand {
    guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw LMTPRefusal(.malformed) }
    let verb = line.prefix { $0 != UInt8(ascii: " ") }
    let rest = line.dropFirst(verb.count).trimmed
    switch String(decoding: verb, as: UTF8.self).uppercased() {
    case "LHLO":
      guard !rest.isEmpty else { throw LMTPRefusal(.malformed) }
      return .hello
    case "MAIL": return .mail(try LMTPSender(rest))
    case "RCPT":
      let (address, parameters) = try path(rest, after: "TO:", refusal: .malformedRecipient)
      guard !address.isEmpty else { throw LMTPRefusal(.malformedRecipient) }
      guard parameters.isEmpty else { throw LMTPRefusal(.unknownParameter) }
      return .recipient(address, isPlain: address.utf8.allSatisfy { $0 < 0x80 })
    case "DATA": return try alone(rest, .data)
    case "RSET": return try alone(rest, .reset)
    case "QUIT": return try alone(rest, .quit)
    case "NOOP": return .nothing
    case "VRFY":
      guard !rest.isEmpty else { throw LMTPRefusal(.malformed) }
      return .verify
    case "HELO", "EHLO": throw LMTPRefusal(.otherProtocol)
    case _: throw LMTPRefusal(.unknownCommand)
    }
  }

  private static func alone(_ rest: ArraySlice<UInt8>, _ command: LMTPCommand) throws(LMTPRefusal) -> LMTPCommand {
    guard rest.isEmpty else { throw LMTPRefusal(.malformed) }
    return command
  }

  /// The address between angle brackets, and the words behind it.
  fileprivate static func path(
    _ text: ArraySlice<UInt8>, after prefix: String, refusal: LMTPReply
  ) throws(LMTPRefusal) -> (address: String, parameters: [ArraySlice<UInt8>]) {
    let prefix = Array(prefix.utf8)
    guard text.count > prefix.count,
      zip(text, prefix).allSatisfy({ $0.0 == $0.1 || $0.0 == $0.1 | 0x20 })
    else { throw LMTPRefusal(refusal) }
    let path = text.dropFirst(prefix.count).trimmed
    guard path.first == UInt8(ascii: "<"), let end = closing(path) else { throw LMTPRefusal(refusal) }
    var address = path[(path.startIndex + 1)..<end]
    // A way to take, which nobody takes any more (RFC 5321, appendix C).
    if address.first == UInt8(ascii: "@") {
      guard let colon = address.firstIndex(of: UInt8(ascii: ":")) else { throw LMTPRefusal(refusal) }
      address = address[(colon + 1)...]
    }
    let behind = path[(end + 1)...]
    guard address.count <= longestAddress, let text = String(validating: address, as: UTF8.self),
      behind.first ?? UInt8(ascii: " ") == UInt8(ascii: " ")
    else { throw LMTPRefusal(refusal) }
    return (text, behind.split(separator: UInt8(ascii: " ")))
  }

  /// In bytes: a local part of 64, a domain of 255, with room for what is longer in practice.
  private static let longestAddress = 512

  /// Where the bracket is that closes the first one. Between quotation marks one means nothing.
  private static func closing(_ path: ArraySlice<UInt8>) -> Int? {
    var (isQuoted, isEscaped) = (false, false)
    for index in path.indices.dropFirst() {
      switch path[index] {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isQuoted: isEscaped = true
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ">") where !isQuoted: return index
      case UInt8(ascii: "<") where !isQuoted: return nil
      case _: break
      }
    }
    return nil
  }
}

extension LMTPSender {
  fileprivate init(_ text: ArraySlice<UInt8>) throws(LMTPRefusal) {
    let (address, parameters) = try LMTPCommand.path(text, after: "FROM:", refusal: .malformedSender)
    var (size, isInternational) = (Int?.none, false)
    for parameter in parameters {
      let parts = String(decoding: parameter, as: UTF8.self).uppercased()
        .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      switch (parts[0], parts.count == 2 ? parts[1] : nil) {
      case ("SIZE", let digits?):
        guard (1...20).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
          throw LMTPRefusal(.malformed)
        }
        size = Int(digits) ?? .max
      case ("BODY", "7BIT"?), ("BODY", "8BITMIME"?): break
      case ("SMTPUTF8", nil): isInternational = true
      case _: throw LMTPRefusal(.unknownParameter)
      }
    }
    guard isInternational || address.utf8.allSatisfy({ $0 < 0x80 }) else { throw LMTPRefusal(.needsUTF8) }
    self.init(address: address, size: size, isInternational: isInternational)
  }
}

/// Why a line is no command; with the answer to it.
struct LMTPRefusal: Error, Equatable {
  let reply: LMTPReply

  init(_ reply: LMTPReply) { self.reply = reply }
}

extension ArraySlice<UInt8> {
  /// Without the spaces around it.
  fileprivate var trimmed: ArraySlice<UInt8> {
    var slice = drop { $0 == UInt8(ascii: " ") }
    while slice.last == UInt8(ascii: " ") { slice.removeLast() }
    return slice
  }
}
