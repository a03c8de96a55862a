/// What a custom field holds.
package enum FieldValue: Sendable, Equatable, Codable {
  case text(String)
  case number(Double)
  case flag(Bool)
  /// A day, `YYYY-MM-DD`.
  case day(String)
  case choices([String])

  /// The value in words, for timelines and for partners whose field has another type.
  package var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    case .flag(let flag): flag ? "yes" : "no"
    case .day(let day): day
    case .choices(let choices): choices.joined(separator: ", ")
    }
  }
}
