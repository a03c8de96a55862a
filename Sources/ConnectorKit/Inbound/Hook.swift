/// A webhook as it came: nothing of it is believed yet.
package struct Hook: Sendable, Equatable {
  package let method: String
  /// Names in lower case, in the order in which they came.
  package let headers: [(name: String, value: String)]
  /// The bytes behind `?`, as they came.
  package let query: String
  /// The path behind the hook's key, without the slash at its beginning; empty for most.
  package let path: String
  package let body: [UInt8]

  package init(
    method: String = "POST", headers: [(name: String, value: String)], query: String = "", path: String = "",
    body: [UInt8]
  ) {
    self.method = method
    self.headers = headers
    self.query = query
    self.path = path
    self.body = body
  }

  /// The value of the only header of that name; nil where there is none, or more than one.
  package func header(_ name: String) -> String? {
    let values = headers.filter { $0.name == name }
    return values.count == 1 ? values[0].value : nil
  }

  package static func == (left: Hook, right: Hook) -> Bool {
    left.method == right.method && left.query == right.query && left.path == right.path && left.body == right.body
      && left.headers.elementsEqual(right.headers) { $0 == $1 }
  }
}

/// Why a webhook is not taken. The far side learns the first three as 401, the next two as 400.
package enum HookRefusal: Error, Sendable, Equatable {
  case unsigned
  case wronglySigned
  /// Signed too long ago, or in the future.
  case stale
  case notJSON(at: Int)
  /// JSON, but not what this connector's far side sends: where, and what belongs there.
  case unreadable(at: String, expected: String)
  /// In the words of a protocol that the far side speaks, which gives a status of 4xx a meaning of its own.
  case refused(status: Int)
}
