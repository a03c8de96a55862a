/// What HTML is made of. Comments, declarations and processing instructions are nothing.
enum HTMLToken: Equatable {
  /// References are resolved.
  case text(String)
  case start(name: String, attributes: [HTMLAttribute])
  case end(name: String)
  /// The content of an element in which no tag begins, such as a script.
  case raw(String)
}

package struct HTMLAttribute: Sendable, Equatable {
  /// In lower case.
  package let name: String
  package let value: String
}
