/// The text that Prometheus reads: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
package enum Exposition {
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Families without a sample are left out.
  package static func text(of families: [MetricFamily]) -> String {
    families.filter { !$0.samples.isEmpty }.map(text).joined()
  }

  private static func text(_ family: MetricFamily) -> String {
    let head = [
      "# HELP \(family.name) \(escaped(family.help, quotes: false))", "# TYPE \(family.name) \(family.kind.rawValue)",
    ]
    let lines = family.samples.map { sample in
      "\(family.name)\(sample.suffix)\(text(sample.labels)) \(MetricSample.text(sample.value))"
    }
    return (head + lines).map { $0 + "\n" }.joined()
  }

  private static func text(_ labels: [MetricLabel]) -> String {
    guard !labels.isEmpty else { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}

extension MetricSample {
  /// A whole number without a point; 2^53 is as far as a double counts.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) <= 9_007_199_254_740_992 { return String(Int(value)) }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return "\(value)"
  }
}
