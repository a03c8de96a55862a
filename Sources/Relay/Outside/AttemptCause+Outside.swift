import ConnectorKit
import Storage

extension AttemptCause {
  init(_ cause: DeliveryFailure.Cause) {
    // What a far side or an admin names may be long: people read its beginning.
    self.init(cause.word, cause.values.mapValues { String($0.prefix(500)) })
  }

  /// The kinds of what was left out, and the names of fields, each behind a space.
  init(leavingOut omitted: [Omission]) {
    var (kinds, fields) = ([String](), [String]())
    for omission in omitted {
      switch omission {
      case .kind(let kind): kinds.append(kind.rawValue)
      case .field(let name): fields.append(name)
      }
    }
    self.init(
      "left_out",
      ["kinds": kinds.joined(separator: " "), "fields": String(fields.joined(separator: " ").prefix(500))]
        .filter { !$0.value.isEmpty })
  }
}
