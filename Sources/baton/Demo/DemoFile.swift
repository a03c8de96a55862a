import Foundation

/// A file for the demonstration's tickets, made when it is needed.
enum DemoFile: Sendable {
  /// What a cold store measured over a day: the temperature climbs from the hour on that is given.
  case temperatures(name: String, risingAt: Int)
  /// The same as a picture.
  case chart(name: String, risingAt: Int)
  case report(name: String, lines: [String])

  var name: String {
    switch self {
    case .temperatures(let name, _), .chart(let name, _), .report(let name, _): name
    }
  }

  var mediaType: String {
    switch self {
    case .temperatures: "text/csv"
    case .chart: "image/png"
    case .report: "application/pdf"
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .temperatures(_, let hour): Array(Self.table(risingAt: hour).utf8)
    case .chart(_, let hour): Self.picture(risingAt: hour)
    case .report(_, let lines): PlainPDF(lines: lines).bytes
    }
  }

  /// Degrees at each quarter of an hour.
  private static func curve(risingAt hour: Int) -> [Double] {
    (0..<96).map { quarter in
      let swing = [0, 0.3, 0.5, 0.3, 0, -0.3, -0.4, -0.2][quarter % 8]
      return -18.5 + swing + max(0, Double(quarter - hour * 4)) * 0.22
    }
  }

  private static func table(risingAt hour: Int) -> String {
    let rows = curve(risingAt: hour).enumerated().map { quarter, degrees in
      let time = String(format: "%02d:%02d", quarter / 4, quarter % 4 * 15)
      return "\(time),\(String(format: "%.1f", degrees))"
    }
    return (["time,celsius"] + rows).joined(separator: "\n") + "\n"
  }

  private static func picture(risingAt hour: Int) -> [UInt8] {
    var image = PlainPNG(width: 384, height: 160)
    for degrees in [-20, -10, 0] { image.line(at: row(Double(degrees)), shade: .grid) }
    for (quarter, degrees) in curve(risingAt: hour).enumerated() {
      image.fill(x: quarter * 4..<quarter * 4 + 4, y: row(degrees)..<row(degrees) + 3, shade: .ink)
    }
    return image.bytes
  }

  private static func row(_ degrees: Double) -> Int { min(155, max(2, Int(20 - degrees * 5))) }
}
