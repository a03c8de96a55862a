import StrictJSON

/// One search in one document, and what it has cost so far.
struct Finding {
  let root: JSONValue
  private let bounds: QueryBounds
  private var steps = 0
  /// Patterns of the document that were read already; nil for what is no pattern.
  var patterns: [String: IRegexp?] = [:]

  init(in document: JSONValue, _ bounds: QueryBounds) {
    root = document
    self.bounds = bounds
  }

  mutating func spend(_ cost: Int = 1) throws(QueryOverrun) {
    steps += cost
    guard steps <= bounds.steps else { throw .tooManySteps(limit: bounds.steps) }
  }

  mutating func nodes(_ segments: [Segment], from start: JSONNode) throws(QueryOverrun) -> [JSONNode] {
    var nodes = [start]
    for segment in segments {
      var found: [JSONNode] = []
      for node in nodes {
        if segment.isDescendant {
          try descend(from: node, segment.selectors, into: &found)
        } else {
          for selector in segment.selectors { try select(selector, of: node, into: &found) }
        }
      }
      nodes = found
    }
    return nodes
  }

  /// The node, then all that is below it, each before what is below itself. A list of its own stands for the calls, so that no
  /// document is too deep for a thread.
  private mutating func descend(
    from node: JSONNode, _ selectors: [Selector], into found: inout [JSONNode]
  ) throws(QueryOverrun) {
    var open = [node]
    while let node = open.popLast() {
      for selector in selectors { try select(selector, of: node, into: &found) }
      switch node.value {
      case .array(let elements):
        try spend(elements.count)
        for index in elements.indices.reversed() { open.append(node.element(index, elements[index])) }
      case .object(let object):
        try spend(object.members.count)
        for member in object.members.reversed() { open.append(node.member(member.key, member.value)) }
      case .null, .bool, .number, .string: break
      }
    }
  }

  private mutating func select(
    _ selector: Selector, of node: JSONNode, into found: inout [JSONNode]
  ) throws(QueryOverrun) {
    try spend()
    switch (selector, node.value) {
    case (.name(let name), .object(let object)):
      try spend(object.members.count)
      if let value = object[name] { try keep(node.member(name, value), in: &found) }
    case (.index(let index), .array(let elements)):
      let place = index >= 0 ? index : elements.count + index
      if elements.indices.contains(place) { try keep(node.element(place, elements[place]), in: &found) }
    case (.slice(let slice), .array(let elements)):
      for index in slice.indices(count: elements.count) {
        try keep(node.element(index, elements[index]), in: &found)
      }
    case (.wildcard, .array(let elements)):
      for (index, value) in elements.enumerated() { try keep(node.element(index, value), in: &found) }
    case (.wildcard, .object(let object)):
      for member in object.members { try keep(node.member(member.key, member.value), in: &found) }
    case (.filter(let condition), .array(let elements)):
      for (index, value) in elements.enumerated() {
        try spend()
        if try holds(condition, for: value) { try keep(node.element(index, value), in: &found) }
      }
    case (.filter(let condition), .object(let object)):
      for member in object.members {
        try spend()
        if try holds(condition, for: member.value) { try keep(node.member(member.key, member.value), in: &found) }
      }
    case (.name, _), (.index, _), (.slice, _), (.wildcard, _), (.filter, _): break
    }
  }

  private mutating func keep(_ node: JSONNode, in found: inout [JSONNode]) throws(QueryOverrun) {
    try spend()
    guard found.count < bounds.nodes else { throw .tooManyNodes(limit: bounds.nodes) }
    found.append(node)
  }
}
