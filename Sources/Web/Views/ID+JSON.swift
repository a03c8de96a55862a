package import StrictJSON
package import Ticketing

extension ID: JSONRepresentable {
  package var jsonValue: JSONValue { .string(description) }
}

extension Schema {
  package static let id = Schema(["type": "string", "format": "uuid"])
}
