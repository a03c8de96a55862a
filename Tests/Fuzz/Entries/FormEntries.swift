import DeskActions
import FormData
import FoundationEssentials
import StrictJSON
import Ticketing
import Web

extension FuzzEntry {
  static let formEntries = [
    FuzzEntry("multipart", "A form with files is the same form however its bytes are cut.", multipart),
    FuzzEntry("urlencoded", "Fields that are read are written and read again as the same.", urlEncoded),
    FuzzEntry("ticket-form", "What a page's form says is JSON that the API's own reader looks at.", ticketForm),
  ]

  /// A form as far as it could be read, and what was wrong with it.
  private struct Reading: Equatable {
    var parts: [MultipartPart] = []
    var bytes: [UInt8] = []
    var ends = 0
    var refusal: MultipartRefusal?

    init(_ pieces: [[UInt8]]) throws {
      var parser = MultipartParser(boundary: try MultipartBoundary("xyz"))
      do throws(MultipartRefusal) {
        for piece in pieces { for event in try parser.feed(piece) { take(event) } }
        try parser.finish()
      } catch {
        refusal = error
      }
    }

    private mutating func take(_ event: MultipartEvent) {
      switch event {
      case .partBegins(let part): parts.append(part)
      case .bytes(let chunk): bytes += chunk
      case .partEnds, .formEnds: ends += 1
      }
    }
  }

  @Sendable private static func multipart(_ input: FuzzInput) throws {
    let (seed, rest) = input.choice
    let whole = try Reading([rest.bytes])
    let cut = try Reading(rest.pieces(seed))
    try require(whole.refusal == cut.refusal, "refused in two ways: \(whole.refusal as Any), \(cut.refusal as Any)")
    // What was handed on before a refusal depends on where the cuts were.
    if whole.refusal == nil { try require(whole == cut, "another form when it is cut") }
    for reading in [whole, cut] {
      try require(reading.bytes.count <= rest.bytes.count, "more content than bytes")
      try require(reading.parts.count <= MultipartLimits().parts, "\(reading.parts.count) parts")
      for part in reading.parts { try plain(part) }
    }
  }

  private static func plain(_ part: MultipartPart) throws {
    try require((1...200).contains(part.name.utf8.count), "a name of \(part.name.utf8.count) bytes")
    try require(!part.name.unicodeScalars.contains(where: TextRule.isControl), "a control character in a name")
    if let name = part.filename {
      try require(FuzzEntry.isPlainFilename(name), "a file called \(name.debugDescription)")
    }
  }

  @Sendable private static func urlEncoded(_ input: FuzzInput) throws {
    let fields: FormFields
    do throws(FormFields.Refusal) {
      fields = try FormFields(urlEncoded: input.bytes)
    } catch {
      if case .badEscape(let place) = error {
        try require(input.bytes.indices.contains(place) && input.bytes[place] == 0x25, "no escape at \(place)")
      }
      return
    }
    try require(fields.pairs.count <= FormFields.limit, "\(fields.pairs.count) fields")
    let written = fields.pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    try require(try FormFields(urlEncoded: Array(written.utf8)) == fields, "it came back as other fields")
    let pairs = try QueryString.pairs(written)
    try require(pairs.elementsEqual(fields.pairs) { $0 == $1 }, "a query reads other fields than a form")
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static let definitions: [FieldDefinition] = {
    var moment = Moment(now: .init(timeIntervalSince1970: 0), seed: 1)
    return FieldDefinition.Kind.allCases.map {
      FieldDefinition(id: moment.newID(), key: "k_\($0.rawValue)", name: "K", kind: $0, allowed: ["a", "b"])
    }
  }()

  @Sendable private static func ticketForm(_ input: FuzzInput) throws {
    guard let form = try? FormFields(urlEncoded: input.bytes) else { return }
    let object = NewTicketForm(form, definitions).object
    let keys = object.members.map(\.key)
    try require(Set(keys).count == keys.count, "a key twice")
    let written = JSONWriter.bytes(of: .object(object))
    try require(try JSONReader.read(written) == .object(object), "an object that is no JSON")
    if let ticket = try? JSONFields.read(.object(object), TicketBody.opening) {
      for definition in definitions {
        guard let field = ticket.fields[definition.key], case .number(let number) = field else { continue }
        try require(number.isFinite && !FieldValue.number(number).text.isEmpty, "\(number) is no number")
      }
    }
    // A label that is typed twice stands there twice, for the page to say so.
    let mapping = MappingForm(form)
    try require(mapping.labels.count <= form.pairs.count, "labels that nobody typed")
    try require(!JSONWriter.bytes(of: mapping.json).isEmpty, "a mapping that says nothing")
  }
}
