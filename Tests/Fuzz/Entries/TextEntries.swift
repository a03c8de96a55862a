import Federation
import FormData
import Foundation
import SQLStorage
import Storage
import StrictJSON
import Ticketing
import Web

extension FuzzEntry {
  static let textEntries = [
    FuzzEntry(
      "text-rule", "Text that is taken is taken again as it is, and holds no character that the rule bans.", rule),
    FuzzEntry("search", "A search holds no operator, and what stands in a text is found in its index.", search),
    FuzzEntry(
      "list-address", "What narrows a list is written into an address and read from it as the same.", listAddress),
    FuzzEntry("local-path", "A path to go on to stays on this host and below its base.", localPath),
    FuzzEntry("address", "An address of mail, a slug, a key and an id are what they seem.", address),
    FuzzEntry("mask", "A text without addresses of mail has none, and stays as it is.", mask),
  ]

  @Sendable private static func rule(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let limit = Int(choice) + 1
    if let line = try? TextRule.line(rest.text, max: limit) {
      try require((1...limit).contains(line.utf8.count), "\(line.utf8.count) bytes of \(limit)")
      try require(!line.unicodeScalars.contains(where: TextRule.breaksOrTurnsALine), "a line that breaks")
      try require(try TextRule.line(line, max: limit).utf8.elementsEqual(line.utf8), "another line the second time")
    }
    if let text = try? TextRule.text(rest.text, max: limit) {
      try require((1...limit).contains(text.utf8.count), "\(text.utf8.count) bytes of \(limit)")
      let banned = text.unicodeScalars.first { TextRule.isControl($0) && $0 != "\n" && $0 != "\t" }
      try require(banned == nil, "a text with a control character")
      try require(try TextRule.text(text, max: limit).utf8.elementsEqual(text.utf8), "another text the second time")
    }
  }

  @Sendable private static func search(_ input: FuzzInput) throws {
    let words = SearchWord.words(in: input.text)
    try require(words.count <= SearchWord.maximumWords, "\(words.count) words")
    let index = SearchWord.indexed(input.text, behind: "aaab").split(separator: " ").map { Array($0.utf8) }
    let indexed = index.reduce(0) { $0 + $1.count + 1 }
    try require(
      indexed <= 24 * input.text.utf8.count + 64, "\(input.text.utf8.count) bytes are \(indexed) in the index")
    for word in words {
      let sought = word.parts.map { Array(("aaab" + $0).utf8) }
      try require(!sought.isEmpty && sought.allSatisfy { $0.count > 4 }, "a word of nothing")
      for part in sought {
        try require(part.allSatisfy { $0 >= 0x80 || isASCIIWord($0) }, "an operator in \(word.parts)")
      }
      let isFound = index.indices.contains { start in
        start + sought.count <= index.count && index[start..<start + sought.count].elementsEqual(sought)
      }
      try require(isFound, "\(word.parts) is not found in its own text")
    }
  }

  private static func isASCIIWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  @Sendable private static func listAddress(_ input: FuzzInput) throws {
    guard let pairs = try? QueryString.pairs(input.text) else { return }
    let address = TicketListAddress(
      Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
    let text = address.text(cursor: address["q"])
    try require(text.utf8.allSatisfy { isASCIIWord($0) || "?&=%-._~".utf8.contains($0) }, "not for an address: \(text)")
    let read = try QueryString.pairs(String(text.dropFirst()))
    let again = TicketListAddress(Dictionary(read.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
    try require(again == address, "\(text) is another list")
    var query = TicketQuery()
    TicketTab(of: address).narrow(&query, for: AgentID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))))
  }

  @Sendable private static func localPath(_ input: FuzzInput) throws {
    guard let path = LocalPath.inside("/desk/acme", input.text) else { return }
    try require(path == "/desk/acme" || path.hasPrefix("/desk/acme/"), "beside its base: \(path)")
    try require(path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C }, "not for a header: \(path)")
    guard let base = URL(string: "https://desk.example.com/"), let url = URL(string: path, relativeTo: base) else {
      return
    }
    try require(url.absoluteURL.host() == "desk.example.com", "another host: \(path)")
    try require(url.absoluteURL.standardized.path().hasPrefix("/desk/acme"), "another place: \(path)")
  }

  @Sendable private static func address(_ input: FuzzInput) throws {
    if let email = EmailAddress(input.text) {
      try require(email.text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x3C && $0 != 0x3E }, "\(email)")
      let scalars = email.text.unicodeScalars
      try require(!scalars.contains(where: TextRule.breaksOrTurnsALine), "an address of two lines: \(email)")
    }
    if Tenant.isSlug(input.text) || FieldDefinition.isKey(input.text) {
      try require(input.bytes.count <= 40 && input.bytes.allSatisfy { $0 < 0x80 }, "a slug or key: \(input.text)")
    }
    if let id = TicketID(input.text) {
      try require(id.description == input.text.lowercased(), "\(input.text) is written \(id)")
      try require(TicketID(id.description) == id, "\(id) is another id when it is read again")
    }
  }

  @Sendable private static func mask(_ input: FuzzInput) throws {
    let masked = AddressMask.masked(input.text)
    try require(AddressMask.masked(masked).utf8.elementsEqual(masked.utf8), "masked twice, it is another text")
    let most = input.text.utf8.count / 5 * AddressMask.mask.utf8.count + input.text.utf8.count
    try require(masked.utf8.count <= most, "\(masked.utf8.count) bytes of \(input.text.utf8.count)")
    if !input.bytes.contains(0x40) { try require(masked == input.text, "a text without an address was changed") }
  }
}
