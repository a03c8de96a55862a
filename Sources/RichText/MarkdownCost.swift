/// What a text would cost as Markdown, counted in one pass over its bytes.
///
/// The library takes time with the square of some texts' lengths, and repeats the address of a reference for each use of it:
/// 128 KiB of well-chosen marks cost twelve seconds, or 700 MB. Nobody writes such texts to be read.
struct MarkdownCost {
  /// Without a space or a line's end: a long link has fewer bytes.
  private var longestRun = 0
  private var longestLine = 0
  /// Quotations and lists in one another.
  private var deepest = 0
  private var brackets = 0
  private var pipes = 0
  private var emphases = 0
  /// Beginnings of comments, declarations and instructions.
  private var declarations = 0
  private var definitions = 0

  init(_ text: String) {
    var copy = text
    copy.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = bytes[start..<end]
        longestLine = max(longestLine, line.count)
        deepest = max(deepest, Self.depth(line))
        count(line)
        start = end + 1
      }
    }
  }

  /// Whether it is a text that people write; measured: the worst of those takes less than a tenth of a second.
  var isModest: Bool {
    longestRun <= 2_048 && deepest <= 50 && brackets <= 1_000 && pipes <= 5_000 && emphases <= 10_000
      && declarations <= 200 && (definitions == 0 || brackets * longestLine <= 1 << 20)
  }

  private mutating func count(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    var run = 0
    var before = UInt8(ascii: "\n")
    for byte in line {
      run = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") ? 0 : run + 1
      longestRun = max(longestRun, run)
      switch byte {
      case UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: "|"): pipes += 1
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): emphases += 1
      case UInt8(ascii: "!"), UInt8(ascii: "?"): declarations += before == UInt8(ascii: "<") ? 1 : 0
      case UInt8(ascii: ":"): definitions += before == UInt8(ascii: "]") ? 1 : 0
      case _: break
      }
      before = byte
    }
  }

  /// How many quotations and lists the line begins or goes on with; two columns before the first make room for another.
  private static func depth(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var (markers, indentation) = (0, 0)
    var rest = line
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if markers == 0 { indentation += byte == UInt8(ascii: "\t") ? 4 : 1 }
        rest = rest.dropFirst()
      case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        markers += 1
        rest = rest.dropFirst()
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let behind = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let mark = behind.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else {
          return markers == 0 ? 0 : markers + indentation / 2
        }
        markers += 1
        rest = behind.dropFirst()
      case _: return markers == 0 ? 0 : markers + indentation / 2
      }
    }
    // A line of dashes or stars alone is a rule across the page.
    return line.count == markers ? 0 : markers + indentation / 2
  }
}
