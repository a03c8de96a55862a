package import StrictJSON

/// A JSON Schema of what goes in or comes out, as OpenAPI 3.1 takes it.
package struct Schema: Sendable {
  package let json: JSONValue

  package init(_ json: JSONValue) { self.json = json }

  package static let text = Schema(["type": "string"])
  package static let integer = Schema(["type": "integer"])
  package static let number = Schema(["type": "number"])
  package static let flag = Schema(["type": "boolean"])
  package static let time = Schema(["type": "string", "format": "date-time"])
  package static let anything = Schema([:])

  package static func choice(_ values: [String]) -> Schema {
    Schema(["type": "string", "enum": .array(values.map { .string($0) })])
  }

  package static func choice<Choice: RawRepresentable & CaseIterable>(of: Choice.Type) -> Schema
  where Choice.RawValue == String { choice(Choice.allCases.map(\.rawValue)) }

  package static func constant(_ value: JSONValue) -> Schema { Schema(["const": value]) }

  package static func integer(in range: ClosedRange<Int>) -> Schema {
    Schema(["type": "integer", "minimum": JSONValue(range.lowerBound), "maximum": JSONValue(range.upperBound)])
  }

  /// - Parameters:
  ///   - max: nil where the hub says how many there are.
  ///   - needed: a value that has to be among them.
  package static func list(_ item: Schema, min: Int? = nil, max: Int? = nil, containing needed: String? = nil) -> Schema
  {
    var list: JSONObject = ["type": "array", "items": item.json]
    if let min { list.append("minItems", JSONValue(min)) }
    if let max { list.append("maxItems", JSONValue(max)) }
    if let needed { list.append("contains", constant(.string(needed)).json) }
    return Schema(.object(list))
  }

  package static func either(_ choices: [Schema]) -> Schema { Schema(["anyOf": .array(choices.map(\.json))]) }

  /// By name, from the document's components.
  package static func named(_ name: String) -> Schema { Schema(["$ref": .string("#/components/schemas/\(name)")]) }

  package static func page(of name: String) -> Schema {
    .object(["items": .list(.named(name)), "next_cursor": text.orNull])
  }

  /// - Parameter required: nil requires every property.
  package static func object(_ properties: KeyValuePairs<String, Schema>, required: [String]? = nil) -> Schema {
    object(properties.map { ($0.key, $0.value) }, required: required)
  }

  package static func object(_ properties: [(String, Schema)], required: [String]? = nil) -> Schema {
    let names = required ?? properties.map(\.0)
    return Schema([
      "type": "object", "properties": .object(JSONObject(properties.map { ($0.0, $0.1.json) })),
      "required": .array(names.map { .string($0) }), "additionalProperties": false,
    ])
  }

  /// This object with more properties, all of them required unless told otherwise.
  package func adding(_ properties: KeyValuePairs<String, Schema>, areRequired: Bool = true) -> Schema {
    var members = json["properties"]?.object ?? JSONObject()
    for (name, schema) in properties { members.set(name, to: schema.json) }
    let more = areRequired ? properties.map { JSONValue.string($0.key) } : []
    let required = (json["required"]?.array ?? []) + more
    var object = json.object ?? JSONObject()
    object.set("properties", to: .object(members))
    object.set("required", to: .array(required))
    return Schema(.object(object))
  }

  /// Any names, each with a value of the schema.
  package static func map(of value: Schema) -> Schema {
    Schema(["type": "object", "additionalProperties": value.json])
  }

  /// At most so many names of the sender's own, each one line.
  package static func map(of value: Schema, max: Int) -> Schema {
    Schema([
      "type": "object", "additionalProperties": value.json, "maxProperties": JSONValue(max),
      "propertyNames": line(max: 200).json,
    ])
  }

  package var orNull: Schema { .either([self, Schema(["type": "null"])]) }
}
