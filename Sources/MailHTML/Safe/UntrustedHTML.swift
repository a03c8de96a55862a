/// HTML as a mail brought it. It can be read into a tree, and nowhere else.
package struct UntrustedHTML: Sendable, Equatable {
  package let source: String

  package init(_ source: String) { self.source = source }
}
