import StrictJSON
import Ticketing

enum SiteView {
  static let schema = Schema.object([
    "address": .text.orNull, "access": .text.orNull, "contact": .text.orNull, "phone": .text.orNull,
    "device": .text.orNull, "serial_number": .text.orNull,
  ])

  package static func json(_ site: Site?) -> JSONValue {
    guard let site else { return .null }
    return [
      "address": JSONValue(site.address), "access": JSONValue(site.access), "contact": JSONValue(site.contact),
      "phone": JSONValue(site.phone), "device": JSONValue(site.device), "serial_number": JSONValue(site.serialNumber),
    ]
  }
}
