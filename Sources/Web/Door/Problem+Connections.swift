package import ConnectorKit
import DeskActions
import Federation
import StrictJSON

extension SettingsRefusal {
  var problem: Problem {
    Problem(
      422, "Invalid", problems.first.map { "\($0.pointer) \($0.rule.sentence)." } ?? "The settings are not complete.",
      errors: problems.map { ($0.pointer, $0.rule.sentence) })
  }
}

extension SettingsRefusal.Rule {
  package var sentence: String {
    switch self {
    case .missing: "is required"
    case .unknown: "is none of this connector's settings"
    case .wrongType(let expected): "is not \(expected)"
    case .outOfRange(let range): "is not from \(range.lowerBound) to \(range.upperBound)"
    case .notAmong(let values): "is not one of: \(values.joined(separator: ", "))"
    case .unfit(let reason): JSONProblem(reason).detail
    case .against(let sentence): sentence
    }
  }
}

extension ConnectionMappingRefusal {
  var problem: Problem {
    let errors = findings.filter { $0.severity == .error }
    return Problem(
      422, "The mapping does not hold",
      errors.first.map { "It \($0.detail)." } ?? "The checker refuses it.",
      errors: errors.map { ("/mapping" + $0.pointer, $0.detail) })
  }
}

extension HookRefusal {
  /// For people, as whoever sent it is told.
  package var sentence: String { problem.detail }

  var problem: Problem {
    switch self {
    case .unsigned, .wronglySigned:
      Problem(401, "Not signed as agreed", "The webhook does not prove where it comes from.")
    case .stale:
      Problem(401, "Signed too long ago", "The webhook's time is more than five minutes off: check the clocks.")
    case .notJSON(let place): .malformed("The body is no JSON: see byte \(place).")
    case .unreadable(let pointer, let expected):
      Problem(400, "Not understood", "\(pointer.isEmpty ? "The body" : pointer) is not \(expected).")
    case .refused(let status): Problem(status, "Refused", "The protocol that is spoken here does not allow it.")
    }
  }
}
