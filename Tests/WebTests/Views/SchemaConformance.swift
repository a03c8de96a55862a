import StrictJSON
import Web

/// Holds a value against a schema, as far as this document uses JSON Schema.
enum SchemaConformance {
  /// What is wrong, each with its place; empty when all is well.
  static func problems(_ value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
    if let reference = schema["$ref"]?.string {
      let name = reference.replacing("#/components/schemas/", with: "")
      guard let named = Schemas.all.first(where: { $0.name == name }) else { return ["\(place): no schema \(name)"] }
      return problems(value, named.schema.json, at: place)
    }
    if let choices = schema["anyOf"]?.array {
      let all = choices.map { problems(value, $0, at: place) }
      return all.contains([]) ? [] : all.first { !$0.isEmpty } ?? []
    }
    if let choices = schema["enum"]?.array, !choices.contains(value) { return ["\(place): not in the enum"] }
    switch (schema["type"]?.string, value) {
    case ("object", .object(let object)): return problems(object, schema, at: place)
    case ("array", .array(let elements)):
      return elements.enumerated().flatMap { problems($1, schema["items"] ?? [:], at: "\(place)/\($0)") }
    case ("string", .string), ("integer", .number), ("number", .number), ("boolean", .bool), ("null", .null), (nil, _):
      return []
    case (let type, _): return ["\(place): is \(value.type), not \(type ?? "")"]
    }
  }

  private static func problems(_ object: JSONObject, _ schema: JSONValue, at place: String) -> [String] {
    let missing = (schema["required"]?.array ?? []).compactMap(\.string).filter { object[$0] == nil }
    return missing.map { "\(place)/\($0): missing" }
      + object.members.flatMap { key, value in
        if let property = schema["properties"]?[key] { return problems(value, property, at: "\(place)/\(key)") }
        guard let others = schema["additionalProperties"], others.object != nil else {
          return ["\(place)/\(key): not in the schema"]
        }
        return problems(value, others, at: "\(place)/\(key)")
      }
  }
}
