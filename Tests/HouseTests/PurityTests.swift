import Testing

@Suite("The pure floors")
struct PurityTests {
  /// What reaches for a clock, a file, a socket, chance, a thread or the process, and what to do instead.
  static var banned: [(pattern: Regex<Substring>, why: String)] {
    let banned: [(Regex<Substring>, String)] = [
      (/\bDate\(\)/, "a clock: take `at now: Date`"),
      (/\bDate\.now\b/, "a clock: take `at now: Date`"),
      (/(?:^|[^\w)\]?!>])\.now\b/, "a clock: take `at now: Date`"),
      (/\btimeIntervalSinceNow\b/, "a clock: take `at now: Date`"),
      (/\b(?:ContinuousClock|SuspendingClock|DispatchTime|DispatchWallTime)\b/, "a clock: take `at now: Date`"),
      (/\b(?:clock_gettime|gettimeofday|CFAbsoluteTimeGetCurrent)\b/, "a clock: take `at now: Date`"),
      (/\bUUID\(\)/, "chance: take an IDSource or a Moment"),
      (/\b(?:SystemRandomNumberGenerator|arc4random\w*|getrandom|drand48)\b/, "chance: take it from outside"),
      (/\.random\(in:|\bBool\.random\(\)/, "chance: take it from outside"),
      (/\.shuffled?\(\)/, "chance: take it from outside"),
      (/\.randomElement\(\)/, "chance: take it from outside"),
      (/\b(?:FileManager|FileHandle|fopen|InputStream|OutputStream)\b/, "a file"),
      (/\b(?:contentsOf|contentsOfFile|contentsOfURL):\s*(?:URL|url|path|file)/, "a file"),
      (/\b(?:URLSession|URLRequest|Socket|socket|CFSocket)\b(?=\s*[(.])/, "a socket"),
      (/\b(?:Process|ProcessInfo|CommandLine)\b/, "the process: take its value from outside"),
      (/\b(?:getenv|setenv)\b/, "the process: take its value from outside"),
      (/\bTask\.(?:sleep|detached)\b/, "waiting: pure code does not wait"),
      (/\bTask\s*\{/, "a task: pure code starts none"),
      (/\b(?:Thread|DispatchQueue|DispatchSemaphore|OperationQueue)\b/, "a thread"),
      (/(?:^|[^\w.])(?:print|debugPrint|dump|NSLog)\(/, "an output: return a value instead"),
    ]
    // Unicode sees one word in "FileManager.default"; Swift sees two.
    return banned.map { ($0.0.wordBoundaryKind(.simple), $0.1) }
  }

  @Test("hold no clock, file, socket, chance, thread or output")
  func areDeterministic() throws {
    let map = try HouseMap.read()
    let manifest = try Manifest.read()
    let banned = Self.banned
    var files = 0
    for path in try Repository.productSources() {
      guard let target = manifest.owner(of: path), let room = map.rooms[target.name], room.floor <= 2 else { continue }
      files += 1
      for (index, line) in SwiftCode(try Repository.text(path)).lines.enumerated() {
        for (pattern, why) in banned where line.contains(pattern) {
          Issue.record("\(path):\(index + 1) uses \(why)\n  \(line.trimming())")
        }
      }
    }
    #expect(files > 0, "no file was looked at")
  }

  @Test("the ban finds each thing that it names", arguments: impure)
  func findsTheImpure(_ line: String) {
    #expect(Self.banned.contains { line.contains($0.pattern) })
  }

  @Test("the ban lets handed-in time and chance pass", arguments: pure)
  func letsThePurePass(_ line: String) {
    #expect(!Self.banned.contains { SwiftCode(line).lines[0].contains($0.pattern) })
  }

  static let impure = [
    "let now = Date()", "let now = Date.now", "expire(at: .now)", "let clock = ContinuousClock()", "ID(UUID())",
    "FileManager.default", "FileHandle.standardError", "URLSession.shared", "let child = Process()", "socket(AF_INET)",
    "SystemRandomNumberGenerator()", "Int.random(in: 0..<8)", "Bool.random()", "tags.shuffled()", "tags.shuffle()",
    "partners.randomElement()", "try await Task.sleep(for: delay)", "Thread.current", "print(ticket)",
    "getenv(name)",
  ]

  static let pure = [
    "let now = moment.now", "func accept(at now: Date)", "ids.random()", "tags.shuffled(using: &chance)",
    "Date(timeIntervalSince1970: 0)", "UUID(uuid: bytes)", "let text = \"print(now)\"", "blueprint(of: house)",
    "/// Process the offer", "case inProcess",
  ]
}
