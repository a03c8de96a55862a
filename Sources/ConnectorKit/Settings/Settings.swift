package import StrictJSON

/// What one connection is set up with, as its schema has judged it.
package struct Settings: Sendable, Equatable {
  package internal(set) var values: [String: JSONValue] = [:]
  /// Never shown, and in no log.
  package internal(set) var secrets: [String: String] = [:]
  /// What the far side has given by itself (`Heard.learnt`); as secret as the others.
  package internal(set) var learnt: [String: String] = [:]

  /// What is learnt is kept among the secrets under keys that begin so, as none of a schema's does.
  package static let learntPrefix = "~"

  init() {}

  /// As JSON, the secrets left out.
  package var object: JSONObject {
    var object = JSONObject()
    for (key, value) in values.sorted(by: { $0.key < $1.key }) { object.append(key, value) }
    return object
  }

  /// Empty where there is none.
  package func text(_ key: String) -> String { values[key]?.string ?? "" }
  package func flag(_ key: String) -> Bool { values[key]?.bool ?? false }
  package func number(_ key: String) -> Int? { values[key]?.integer.map(Int.init) }
  package func secret(_ key: String) -> String? { secrets[key] }

  /// An address without a slash at its end, so that paths are put behind it.
  package func address(_ key: String) -> String {
    var text = text(key)
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}

extension Settings: CustomStringConvertible {
  package var description: String { "settings of \(values.keys.sorted()), \(secrets.count) secrets" }
}

/// All that is wrong with what a connection was to be set up with.
package struct SettingsRefusal: Error, Sendable, Equatable {
  package let problems: [Flaw]

  package init(_ problems: [Flaw]) { self.problems = problems }

  /// - Parameter key: the setting that a connector refuses, with a sentence without its subject: "names no queue".
  package init(_ key: String, _ sentence: String) {
    problems = [Flaw(pointer: "/settings/\(key)", rule: .against(sentence))]
  }

  package struct Flaw: Sendable, Equatable {
    package let pointer: String
    package let rule: Rule

    package init(pointer: String, rule: Rule) {
      self.pointer = pointer
      self.rule = rule
    }
  }

  package enum Rule: Error, Sendable, Equatable {
    case missing
    case unknown
    case wrongType(String)
    case outOfRange(ClosedRange<Int>)
    case notAmong([String])
    case unfit(JSONProblem.Reason)
    case against(String)
  }
}
