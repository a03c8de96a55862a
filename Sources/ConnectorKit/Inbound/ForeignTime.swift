package import Foundation
package import StrictJSON

/// Moments as far sides write them: `2019-02-15T19:11:18.321-0800`, `2019-02-15 19:11:18 +01:00`, with `Z`, or a number since
/// 1970.
package enum ForeignTime {
  /// Nil for what is no time, or of a year before 1970.
  package static func date(_ text: String) -> Date? {
    guard (19...40).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var bytes = Array(text.utf8)
    if bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
    let clock = bytes.prefix { !"Z+".utf8.contains($0) && $0 != UInt8(ascii: " ") }
    // The two hyphens of the day are none of an offset.
    let minus = bytes.dropFirst(19).firstIndex(of: UInt8(ascii: "-"))
    let end = min(clock.count, minus ?? bytes.count)
    let offset = bytes[end...].filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
    guard let seconds = seconds(offset), let local = RFC3339.date(String(decoding: bytes[..<end], as: UTF8.self) + "Z")
    else { return nil }
    // In whole milliseconds, so that it is the same moment when it was written and read again.
    let milliseconds = Int((local.timeIntervalSince1970 * 1_000).rounded()) - seconds * 1_000
    return years.contains(milliseconds) ? Date(timeIntervalSince1970: Double(milliseconds) / 1_000) : nil
  }

  /// - Parameter value: a text as above, or a number of milliseconds since 1970.
  package static func date(_ value: JSONValue?) -> Date? {
    guard let value else { return nil }
    if let text = value.string { return date(text) }
    guard let milliseconds = value.integer, years.contains(Int(milliseconds)) else { return nil }
    return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
  }

  /// 1970 to 9999, in milliseconds.
  private static let years = 0..<253_402_300_800_000

  /// `-0800`, `+01`, `Z`, `UTC` and nothing at all.
  private static func seconds(_ offset: [UInt8]) -> Int? {
    let text = String(decoding: offset, as: UTF8.self)
    if text.isEmpty || text == "Z" || text == "UTC" || text == "GMT" { return 0 }
    guard let sign = offset.first, "+-".utf8.contains(sign), offset.count == 3 || offset.count == 5,
      offset.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }), let digits = Int(text.dropFirst())
    else { return nil }
    let (hours, minutes) = offset.count == 3 ? (digits, 0) : (digits / 100, digits % 100)
    guard hours <= 15, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * 60 * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
