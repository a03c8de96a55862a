import MailHTML
import MailReading
import MessageFormat

extension FuzzEntry {
  static let receivedMailEntries = [
    FuzzEntry("message", "Parts lie in one another, within the message, and a mail is read whatever it is.", message),
    FuzzEntry("head", "Text of a head is of one line, addresses have no white space, and parameters are read.", head),
    FuzzEntry("mail-text", "A part decodes the same in pieces, and text of any charset is text.", mailText),
    FuzzEntry(
      "mail-html", "HTML holds nothing but what is allowed, and is the same when it is made safe again.", mailHTML),
    FuzzEntry("reply", "The pieces of an answer are the whole of it, in text and in HTML.", reply),
    FuzzEntry("subject", "Numbers are found in a subject as they stand in it.", subject),
  ]

  @Sendable private static func message(_ input: FuzzInput) throws {
    let message = MessageReader().read(input.bytes)
    try require(!message.parts.isEmpty, "no part at all")
    var parents = [Int](repeating: -1, count: message.parts.count)
    for (index, part) in message.parts.enumerated() {
      try require(0 <= part.body.lowerBound && part.body.upperBound <= input.bytes.count, "a part beyond the message")
      for child in part.children {
        try require(child > index && child < message.parts.count && parents[child] == -1, "a part in two others")
        parents[child] = index
        let body = message.parts[child].body
        try require(
          part.body.lowerBound <= body.lowerBound && body.upperBound <= part.body.upperBound, "a part beyond its own")
      }
    }
    try require(parents.dropFirst().allSatisfy { $0 >= 0 }, "a part in no other")
    let mail = MailReader(trustedServers: ["a"]).read(input.bytes)
    _ = MailKind(of: mail, ours: "a")
    _ = Candidates(of: mail, replyAddresses: [ReplyAddress(local: "a", domain: "b")])
    for file in mail.files.prefix(8) {
      var count = 0
      try file.read(from: input.bytes, chunk: 7) { count += $0.count }
      try require(count <= file.longest, "a file of \(count) bytes, not \(file.longest)")
    }
  }

  @Sendable private static func head(_ input: FuzzInput) throws {
    let text = EncodedWords.decoded(input.bytes[...])
    try require(
      text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{7F}" && $0 != "\u{2028}" }, "a second line")
    for address in AddressList(input.bytes).addresses {
      try require(!address.address.isEmpty && !address.address.contains(where: \.isWhitespace), "an address with a gap")
      try require(address.name.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a name of two lines")
    }
    for value in ParameterizedValue(input.bytes).parameters.values {
      try require(value.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a parameter of two lines")
    }
    _ = MessageDate.read(String(decoding: input.bytes, as: UTF8.self))
    _ = MessageID.all(in: HeaderField(name: "References", value: input.bytes))
    let fields = HeaderFields([HeaderField(name: "Authentication-Results", value: input.bytes)])
    _ = AuthenticationResult.all(in: fields, trusted: ["a"])
    _ = HeaderFields.groups(input.bytes[...])
  }

  @Sendable private static func mailText(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let encodings: [TransferEncoding] = [.identity, .quotedPrintable, .base64, .uuencode]
    let encoding = encodings[Int(choice) % encodings.count]
    var whole = PartDecoder(encoding)
    let expected = whole.decode(rest.bytes[...]) + whole.finish()
    var decoder = PartDecoder(encoding)
    let pieces = rest.pieces(choice).flatMap { decoder.decode($0[...]) } + decoder.finish()
    try require(pieces == expected, "in pieces it is something else")
    let labels = [
      nil, "utf-8", "iso-8859-1", "gb2312", "shift_jis", "utf-7", "iso-2022-jp", "utf-16", "big5", "euc-kr", "x",
      "koi8-r",
    ]
    _ = CharsetText(
      rest.bytes[...], named: labels[Int(choice) % labels.count], hint: labels[Int(choice / 16) % labels.count])
  }

  @Sendable private static func mailHTML(_ input: FuzzInput) throws {
    let once = SafeHTML(UntrustedHTML(input.text)).text
    let again = SafeHTML(UntrustedHTML(once)).text
    try require(once == again, "it becomes another: \(once.debugDescription), then \(again.debugDescription)")
    let tree = HTMLTree(reading: input.text)
    for line in tree.lines { try require(tree.nodes.indices.contains(line.firstNode), "a line without a place") }
    // Between a `<` and the next `>` stands a tag that is allowed, in the form in which it is written.
    for piece in once.utf8.split(separator: 0x3C, omittingEmptySubsequences: false).dropFirst() {
      let name = String(decoding: piece.drop { $0 == 0x2F }.prefix { $0 != 0x20 && $0 != 0x3E }, as: UTF8.self)
      try require(HTMLElement(rawValue: name) != nil, "the tag \(name.debugDescription)")
      try require(piece.contains(0x3E), "a tag without an end")
    }
  }

  @Sendable private static func reply(_ input: FuzzInput) throws {
    let text = input.text
    try require(Array(ReplyText(text).pieces.map(\.text).joined().utf8) == Array(text.utf8), "something is lost")
    let reply = HTMLReply(UntrustedHTML(text))
    try require(reply.kinds.count == reply.tree.nodes.count, "a node without a kind")
    for html in [reply.newWords.text, reply.folded.text] {
      try require(SafeHTML(UntrustedHTML(html)).text == html, "a piece that is not safe")
    }
  }

  @Sendable private static func subject(_ input: FuzzInput) throws {
    let text = input.text
    for pattern in ["[rt #{number}]", "INC{number}", "({key})", "{key}"] {
      guard let pattern = NumberPattern(pattern) else { throw FuzzFinding(description: "no pattern") }
      for number in pattern.numbers(in: text) {
        try require(text.utf8.firstRange(of: number.utf8) != nil, "a number from nowhere")
      }
    }
    let bare = SubjectPrefix.stripped(text)
    try require(text.hasSuffix(bare) || bare.isEmpty, "a subject with something added")
    _ = ReplyAddress(local: "a", domain: "b").token(in: text)
  }
}
