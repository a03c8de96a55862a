/// Takes messages apart: a pure reader in Swift, in the process of the hub.
///
/// GMime does the same in C, and would have to run in a child process, since a fault of its would end the hub for all desks.
/// This one cannot write or read where it must not, takes each byte once, keeps only heads, and looks no deeper than its
/// limits say: time is linear in the size, and memory constant. What it takes for granted is tried by libFuzzer
/// (`Tests/Fuzz`, entry `message`).
package struct MessageReader: Sendable {
  package var limits = MessageLimits()

  package init() {}

  package func read<Source: MessageBytes>(_ source: Source) throws(Source.Failure) -> Message {
    try read(source, in: 0..<source.count)
  }

  /// A message that lies within another, such as one that was forwarded as a file.
  package func read<Source: MessageBytes>(
    _ source: Source, in range: Range<Int>
  ) throws(Source.Failure) -> Message {
    var lines = LineReader(source, in: range)
    var parts = PartScanner(limits: limits, range: range)
    while let line = try lines.next(keeping: parts.wantedOfLine) {
      parts.take(start: line.start, contentEnd: line.contentEnd, end: line.end, line.head)
    }
    return parts.finish()
  }
}
