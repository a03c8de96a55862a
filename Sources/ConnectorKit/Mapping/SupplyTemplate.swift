import Federation
import Foundation
package import Ticketing

/// What a template may speak of; nothing else of the hub can be reached by one.
package struct SupplyValues: Sendable {
  private var values: [String: String] = [:]

  package init() {}

  package subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  package mutating func set(_ resolution: Resolution?) {
    values["resolution.text"] = resolution?.text ?? ""
    values["resolution.code"] = resolution?.code.rawValue ?? ""
  }

  package mutating func set(_ hold: Hold?) { values["hold.reason"] = hold?.reason ?? "" }
}

/// Words with names in double braces, each of which is replaced by its value; a name that there is not stays as it is
/// written. What a value holds is never read as a template again.
package enum SupplyTemplate {
  /// What there is to speak of when an external desk is told something.
  package static let names = [
    "resolution.text", "resolution.code", "hold.reason", "ticket.subject", "ticket.number", "author.name",
  ]

  package static func text(_ template: String, _ values: SupplyValues) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.range(of: "{{") {
      text += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].range(of: "}}") else { break }
      let name = rest[open.upperBound..<close.lowerBound].trimmingCharacters(in: .whitespaces)
      text += values[name] ?? String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return text + rest
  }
}
