package import StrictJSON

/// A path that finds values in a JSON document (RFC 9535), read once and asked as often as one likes.
///
///     let query = try JSONQuery("$.items[?@.state == 'open'].id")
///     for node in try query.nodes(in: document) { show(node.path, node.value) }
///
/// Path and document may both be a stranger's: what a path may cost is bounded when it is read, and what finding may cost
/// when it is asked.
package struct JSONQuery: Sendable {
  /// As it was written.
  package let text: String
  let segments: [Segment]

  package static let longest = 4_096

  /// - Throws: where in the path something else was expected, and what.
  package init(_ text: String) throws(QueryFault) {
    guard text.utf8.count <= Self.longest else {
      throw QueryFault(.tooLong(limitInBytes: Self.longest), at: Self.longest)
    }
    var parser = QueryParser(text)
    segments = try parser.whole()
    self.text = text
  }

  /// Whether it can find one node at most: only names and single indices lead there.
  package var isSingular: Bool { segments.allSatisfy(\.isSingular) }

  /// What it finds, in the document's order; a node that is found in two ways is there twice.
  package func nodes(
    in document: JSONValue, within bounds: QueryBounds = QueryBounds()
  ) throws(QueryOverrun) -> [JSONNode] {
    var finding = Finding(in: document, bounds)
    return try finding.nodes(segments, from: JSONNode(document))
  }
}

extension JSONQuery: Hashable, CustomStringConvertible {
  package static func == (left: JSONQuery, right: JSONQuery) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  package var description: String { text }
}
