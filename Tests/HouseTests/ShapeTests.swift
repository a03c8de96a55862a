import Testing

@Suite("The shape of the repository")
struct ShapeTests {
  static let code: Set<String> = ["swift", "py", "sh", "c", "h", "lua"]

  @Test("the top level is exactly the package, its sources, tests, connectors, deployment and README")
  func topLevel() throws {
    let top = Set(try Repository.files().map { String($0.prefix { $0 != "/" }) }).filter { !$0.hasPrefix(".") }
    #expect(top.sorted() == ["Package.swift", "README.md", "Sources", "Tests", "connectors", "deploy"])
  }

  @Test("no file of code is longer than 400 lines")
  func filesAreShort() throws {
    for path in try Repository.files() where Self.code.contains(path.fileExtension) {
      let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines: split it")
    }
  }

  @Test("no test looks behind what a module shows: the tests are built for release, where nothing can")
  func nothingIsTestable() throws {
    for path in try Repository.files() where path.fileExtension == "swift" && !path.hasSuffix("/LayeringTests.swift") {
      let lines = try Repository.text(path).split(separator: "\n")
      #expect(!lines.contains { $0.hasPrefix("@testable ") }, "\(path): make `package` what the test needs")
    }
  }

  @Test("no file or type ends in a word that says nothing")
  func namesSaySomething() throws {
    let empty = /\w*(?:Managers?|Helpers?|Utils?|Utilities|Service|Data|Info)/
    for path in try Repository.files() where Self.code.contains(path.fileExtension) {
      #expect(path.fileStem.wholeMatch(of: empty) == nil, "\(path): name the file by what it is for")
      guard path.fileExtension == "swift" else { continue }
      for (name, line) in SwiftCode(try Repository.text(path)).declaredTypes {
        #expect(name.wholeMatch(of: empty) == nil, "\(path):\(line) declares \(name): name it by its role")
      }
    }
  }

  @Test("what the audit log says was done has its words in every language")
  func auditIsWorded() throws {
    let verb = /"([a-z]+\.[a-z][a-z_]*)"/
    let actions = try Repository.productSources().filter { $0.hasPrefix("Sources/DeskActions/") }
      .flatMap { try Repository.text($0).matches(of: verb).map { String($0.output.1) } }
    #expect(actions.count > 20)
    for language in ["en", "nl"] {
      let words = try Repository.text("Sources/Web/Resources/Catalogue/\(language)/audit.json")
      for action in Set(actions).sorted() {
        #expect(words.contains("\"\(action)\":"), "\(language) has no words for it")
      }
    }
  }

  @Test("no folder is called Common or Shared")
  func foldersSaySomething() throws {
    for path in try Repository.files() {
      let folders = path.split(separator: "/").dropLast().map { $0.lowercased() }
      #expect(!folders.contains { ["common", "shared", "utils", "helpers", "misc"].contains($0) }, "\(path)")
    }
  }
}

extension String {
  fileprivate var fileName: Substring { split(separator: "/").last ?? "" }
  fileprivate var fileExtension: String { fileName.split(separator: ".").dropFirst().last.map(String.init) ?? "" }
  fileprivate var fileStem: Substring { fileName.prefix { $0 != "." } }
}
