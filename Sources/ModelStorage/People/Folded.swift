import Foundation

extension String {
  /// The form in which two names or addresses are compared: one form of what can be written in two, no case.
  var foldedForComparing: String {
    utf8.allSatisfy { $0 < 0x80 } ? lowercased() : precomposedStringWithCanonicalMapping.lowercased()
  }
}
