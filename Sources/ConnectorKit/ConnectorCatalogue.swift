import Foundation
import StrictJSON

/// The connectors that this hub has.
package struct ConnectorCatalogue: Sendable {
  package let kinds: [any Connector.Type]

  package init(_ kinds: [any Connector.Type] = []) { self.kinds = kinds.sorted { $0.title < $1.title } }

  package subscript(kind: String) -> (any Connector.Type)? { kinds.first { $0.kind == kind } }

  /// A connector at work, from what a connection keeps.
  ///
  /// - Throws: `SettingsRefusal` where what is kept fits the connector no more, as after an update.
  package func connector(
    _ kind: String, settings: [UInt8], secrets: [String: String]
  ) throws(SettingsRefusal) -> any Connector {
    guard let type = self[kind] else {
      throw SettingsRefusal([.init(pointer: "/connector", rule: .against("is none that this hub has"))])
    }
    var given = JSONObject()
    for (key, value) in secrets.sorted(by: { $0.key < $1.key }) { given.append(key, .string(value)) }
    let values = (try? JSONReader.read(settings))?.object ?? JSONObject()
    return try type.init(try type.schema.read(values, secrets: given))
  }
}
