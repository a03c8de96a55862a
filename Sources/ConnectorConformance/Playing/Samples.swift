import ConnectorKit
import Federation
import Foundation
import Ticketing

extension NewTicket {
  static func sample(_ subject: String, _ vocabulary: Vocabulary, fields: [String: String] = [:]) -> NewTicket {
    NewTicket(
      number: 1042, subject: subject, description: "It stops at 11:58, “every” day — \u{1F9CA}\nSince Monday.",
      priority: vocabulary.priorities.last?.id, type: vocabulary.types.first?.id,
      requester: WireRequester(name: "Fleur Bakker", phone: nil), fields: fields)
  }
}

extension OutwardComment {
  static func sample(_ body: String, isPublic: Bool) -> OutwardComment {
    OutwardComment(body: body, format: .text, isPublic: isPublic, signedBody: "Ivan (Fieldworks): \(body)")
  }
}

extension OutwardFile {
  static func sample(_ name: String = "meter “reading” 1.txt", bytes: [UInt8] = Array("5.3 bar\r\n".utf8))
    -> OutwardFile
  {
    OutwardFile(
      name: name, type: "text/plain", isPublic: true,
      content: EgressFile(count: bytes.count) { offset, count in Array(bytes[offset..<min(bytes.count, offset + count)])
      }
    )
  }
}

extension Vocabulary {
  /// The status that the standard mapping shows for a category, with what is demanded of it.
  func status(for category: StatusCategory, supplying: Bool = true) -> OutwardStatus? {
    let mapping = ConnectionMapping.standard(self)
    guard let id = mapping.shows[category] else { return nil }
    var values = SupplyValues()
    values.set(Self.resolution)
    values.set(Hold(reason: "waits for a part", until: nil))
    values["author.name"] = "Ivan (Fieldworks)"
    let fields = (mapping.supplies[id] ?? [:]).mapValues { SupplyTemplate.text($0, values) }
    return OutwardStatus(
      status: id, resolution: category.isEnded ? Self.resolution : nil, fields: supplying ? fields : [:])
  }

  static let resolution = Resolution(code: .fixed, text: "Replaced the pressure switch.")
}
