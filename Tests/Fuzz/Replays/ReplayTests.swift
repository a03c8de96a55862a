import Foundation
import Testing

@Suite("Parsers of what comes from outside")
struct ReplayTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// What was written to begin with, and what once found something.
  private static func inputs(of entry: String) -> [URL] {
    ["Seeds", "Found"].flatMap { kind in
      let folder = folder.appending(path: "\(kind)/\(entry)", directoryHint: .isDirectory)
      return (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }.sorted { $0.path < $1.path }
  }

  @Test("keep their word for every seed, and for every input that once broke it", arguments: FuzzEntry.all.map(\.name))
  func keepTheirWord(_ name: String) throws {
    let entry = try #require(FuzzEntry.all.first { $0.name == name })
    let inputs = Self.inputs(of: name)
    #expect(inputs.count >= 3, "\(name) has too few seeds to begin with")
    for file in inputs {
      do { try entry.run(FuzzInput(bytes: Array(try Data(contentsOf: file)))) } catch {
        Issue.record("\(file.lastPathComponent): \(entry.sentence) But: \(error)")
      }
    }
  }

  @Test("keep their word for nothing at all, and for each single byte", arguments: FuzzEntry.all.map(\.name))
  func takeLittle(_ name: String) throws {
    let entry = try #require(FuzzEntry.all.first { $0.name == name })
    try entry.run(FuzzInput(bytes: []))
    for byte in UInt8.min ... .max { try entry.run(FuzzInput(bytes: [byte])) }
  }

  @Test("have no seeds without a parser")
  func haveNoOrphans() throws {
    let names = Set(FuzzEntry.all.map(\.name))
    for kind in ["Seeds", "Found"] {
      let folders = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: kind).path)) ?? []
      #expect(Set(folders.filter { !$0.hasPrefix(".") }).subtracting(names).isEmpty)
    }
  }
}
