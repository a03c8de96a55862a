import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import RichText
import Storage
import Ticketing

/// The step before a ticket leaves: the offer as the partner will see it, with what was typed carried along.
enum OfferPreviewPage {
  struct View {
    let number: Int
    let partner: String
    let ticketPath: String
    let formPath: String
    let carried: [CarriedField]
    let offer: SeenOffer
  }

  struct CarriedField {
    let carriedName: String
    let carriedValue: String
  }

  static func show(
    _ call: Call, _ form: FormFields, _ offer: Offer, to partnership: PartnershipID
  ) async throws -> Answer {
    let (clock, catalogue, base) = (try call.clock, try call.catalogue, try call.deskPath("/tickets"))
    return try await call.show("handoffs/preview", in: .tickets) { tx in
      let ticket = try tx.ticket(at: call)
      let view = View(
        number: ticket.number, partner: try tx.existingPartnership(partnership).partnerName,
        ticketPath: "\(base)/\(ticket.number)", formPath: call.path, carried: carried(form),
        offer: SeenOffer(offer, try tx.fields(), clock, catalogue))
      return (catalogue.text("handoffs.hand_over_title", ["number": "#\(ticket.number)"]), view)
    }
  }

  private static func carried(_ form: FormFields) -> [CarriedField] {
    let single = ["partnership", "message", "respond_by", "resolve_by", "chooses_files"]
    return single.compactMap { name in form[name].map { CarriedField(carriedName: name, carriedValue: $0) } }
      + form.all("file").map { CarriedField(carriedName: "file", carriedValue: $0) }
  }
}

/// An offer as a partner sees it.
struct SeenOffer {
  struct Fact {
    let factName: String
    let factValue: String
  }

  struct Entry {
    let seenAuthor: String
    /// Made HTML by us, as the conversation is.
    let seenHTML: String
    let seenAt: TimeView
    let isPublic: Bool
  }

  let seenSubject: String
  let seenDescription: String
  let seenMessage: String?
  let facts: [Fact]
  let entries: [Entry]
  let seenFiles: [String]
  let hasEntries: Bool
  let hasFiles: Bool

  init(_ offer: Offer, _ definitions: [FieldDefinition], _ clock: PageClock, _ catalogue: Catalogue) {
    seenSubject = offer.subject
    seenDescription = offer.description
    seenMessage = offer.message
    facts = Self.facts(offer, definitions, clock, catalogue)
    entries = offer.comments.map { copy in
      let name = copy.author.name.isEmpty ? copy.author.desk : "\(copy.author.name) (\(copy.author.desk))"
      let html =
        switch copy.format {
        case .markdown: Markdown.html(copy.body)
        case .text: Markdown.escaped(copy.body)
        }
      return Entry(
        seenAuthor: name, seenHTML: html, seenAt: TimeView(copy.createdAt, clock),
        isPublic: copy.audience == .public)
    }
    seenFiles = offer.files.map { "\($0.name) (\(FileSize.text($0.bytes)))" }
    (hasEntries, hasFiles) = (!entries.isEmpty, !seenFiles.isEmpty)
  }

  private static func facts(
    _ offer: Offer, _ definitions: [FieldDefinition], _ clock: PageClock, _ catalogue: Catalogue
  ) -> [Fact] {
    func text(_ key: String) -> String { catalogue["handoffs.\(key)"] }
    let site = offer.site
    let requires = offer.requires.map { catalogue["refusals.lacks_\($0.rawValue)"] }.joined(separator: ", ")
    let lines: [(String, String?)] = [
      (text("your_number"), "#\(offer.number)"), (text("priority"), catalogue["priority.\(offer.priority.rawValue)"]),
      (text("respond_by"), offer.respondBy.map(clock.short)), (text("resolve_by"), offer.resolveBy.map(clock.short)),
      (text("requester"), offer.requester.map { [$0.name, $0.phone].compactMap { $0 }.joined(separator: ", ") }),
      (text("site_address"), site?.address), (text("site_access"), site?.access),
      (text("site_contact"), site?.contact), (text("site_phone"), site?.phone), (text("site_device"), site?.device),
      (text("serial_number"), site?.serialNumber), (text("asks_for"), requires.isEmpty ? nil : requires),
      (text("already_part"), offer.above.isEmpty ? nil : offer.above.map(\.desk).joined(separator: ", ")),
    ]
    let fields = offer.fields.sorted { $0.key < $1.key }.map { field in
      (definitions.first { $0.key == field.key }?.name ?? field.key, Optional(field.value.text))
    }
    return (lines + fields).compactMap { line in line.1.map { Fact(factName: line.0, factValue: $0) } }
  }
}
