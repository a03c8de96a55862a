import Foundation

/// What happened in a world: in words where somebody reads them, always in numbers.
struct Chronicle {
  let isTold: Bool
  private(set) var lines: [String] = []
  /// Of all that happened (FNV-1a).
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var faults = [Int](repeating: 0, count: FaultKind.allCases.count)
  private(set) var cells: [[Int]] = FaultKind.allCases.map { _ in [Int](repeating: 0, count: Stage.allCases.count) }
  private(set) var checks = [Int](repeating: 0, count: Checker.allCases.count)

  init(isTold: Bool) { self.isTold = isTold }

  mutating func tell(_ time: Int, _ words: @autoclosure () -> String) {
    guard isTold else { return }
    lines.append("\(Self.clock(time))  \(words())")
  }

  mutating func note(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<4 {
      hash = (hash ^ (rest & 0xFFFF)) &* 0x100_0000_01B3
      rest >>= 16
    }
  }

  mutating func note(_ text: String) { for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }

  mutating func note(_ bytes: [UInt8]) { for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }

  mutating func strike(_ kind: FaultKind, at stage: Stage, _ time: Int, _ words: @autoclosure () -> String = "") {
    faults[kind.index] += 1
    cells[kind.index][stage.rawValue] += 1
    note(kind.index * 16 + stage.rawValue)
    if isTold {
      let detail = words()
      tell(time, "! \(kind.number) \(kind.rawValue) at \(stage.word)\(detail.isEmpty ? "" : ": ")\(detail)")
    }
  }

  mutating func check(_ checker: Checker, _ count: Int = 1) {
    if let index = Checker.allCases.firstIndex(of: checker) { checks[index] += count }
  }

  /// Days, hours, minutes, seconds and milliseconds since the world began.
  private static func clock(_ time: Int) -> String {
    let (days, rest) = (time / 86_400_000, time % 86_400_000)
    let clock = String(
      format: "%02d:%02d:%02d.%03d", rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60, rest % 1_000)
    return days == 0 ? clock : "\(days)d \(clock)"
  }
}
