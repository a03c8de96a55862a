extension JSONValue: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral bool: Bool) { self = .bool(bool) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral integer: Int64) { self = .number(JSONNumber(integer)) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  package init(floatLiteral double: Double) { self = double.jsonValue }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral string: String) { self = .string(string) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// Keeps the order; whoever writes the literal writes no key twice.
  package init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(JSONObject(literal: members)) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral members: (String, JSONValue)...) { self.init(literal: members) }

  /// Tuple by tuple: a conversion of the whole array casts each of them at run time.
  fileprivate init(literal members: [(String, JSONValue)]) {
    self.init()
    reserve(members.count)
    for (key, value) in members { append(key, value) }
  }
}
