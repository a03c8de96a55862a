import Foundation
import JSONPath
import StrictJSON
import Testing

/// The suite of JSONPath's own working group. It lies outside the repository, beside it unless the environment says where;
/// where it is absent, the test says so, and our own cases are all that is tried.
@Suite("A path, by the conformance suite of RFC 9535")
struct ConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let value: JSONValue
    var testDescription: String { name }
  }

  private static let file: URL = {
    if let named = ProcessInfo.processInfo.environment["BATON_JSONPATH_SUITE"] { return URL(filePath: named) }
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return repository.deletingLastPathComponent().appending(path: "shared/data/spec/jsonpath-rfc9535-cts.json")
  }()

  private static let cases: [Case] = {
    guard let bytes = try? Data(contentsOf: file), let suite = try? JSONReader.read(Array(bytes), depthLimit: 512)
    else { return [] }
    return (suite["tests"]?.array ?? []).compactMap { value in
      value["name"]?.string.map { Case(name: $0, value: value) }
    }
  }()

  @Test("finds what it must, where it must, and is refused where it is none")
  func conforms() throws {
    guard !Self.cases.isEmpty else {
      print("The conformance suite of RFC 9535 is not beside the repository: only our own cases are tried.")
      return
    }
    #expect(Self.cases.count > 600)
    var tried = 0
    for test in Self.cases {
      let text = try #require(test.value["selector"]?.string)
      guard test.value["invalid_selector"]?.bool != true else {
        #expect(throws: QueryFault.self, "\(test.name): \(text)") { try JSONQuery(text) }
        tried += 1
        continue
      }
      let document = try #require(test.value["document"])
      let nodes = try JSONQuery(text).nodes(in: document)
      // Where an object's members may come in any order, there are several right answers.
      let results = test.value["results"]?.array ?? [test.value["result"] ?? .null]
      let paths = test.value["results_paths"]?.array ?? [test.value["result_paths"] ?? .null]
      let found = JSONValue.array(nodes.map(\.value))
      let places = JSONValue.array(nodes.map { .string($0.path.description) })
      let index = paths.firstIndex(of: places)
      #expect(index != nil, "\(test.name): \(text) found \(nodes.map { $0.path.description })")
      #expect(index.map { results[$0] } == found, "\(test.name): \(text)")
      for node in nodes {
        // Each place is a path itself, to that node alone.
        let again = try JSONQuery(node.path.description).nodes(in: document)
        #expect(again.count == 1 && again[0].value == node.value && again[0].path == node.path, "\(node.path)")
      }
      tried += 1
    }
    #expect(tried == Self.cases.count)
  }
}
