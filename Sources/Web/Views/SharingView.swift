import Federation
import StrictJSON
import Ticketing

enum SharingView {
  static let schema = Schema.object([
    "audiences": .list(.choice(of: SharedAudience.self)), "attachments": .flag,
    "names": .choice(of: SharingRules.Names.self), "requester": .choice(of: SharingRules.RequesterDetail.self),
    "fields": .list(.text), "chain": .choice(of: SharingRules.ChainDetail.self),
  ])

  package static func json(_ rules: SharingRules) -> JSONValue {
    [
      "audiences": JSONValue(rules.audiences.map(\.rawValue)), "attachments": JSONValue(rules.attachments),
      "names": JSONValue(rules.names.rawValue), "requester": JSONValue(rules.requester.rawValue),
      "fields": JSONValue(rules.fields), "chain": JSONValue(rules.chain.rawValue),
    ]
  }
}
