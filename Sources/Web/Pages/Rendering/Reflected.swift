import Foundation
import Mustache

/// A view whose parts were looked up once. Templates would look at each of them by reflection again and again, at every
/// place and in every view around it, which takes most of a page's time.
package struct Reflected: MustacheParent {
  private let parts: [String: Any]

  package func child(named name: String) -> Any? { parts[name] }

  /// The value as templates take it: views become their parts, everything else stays what it is.
  package static func view(_ value: Any) -> Any {
    switch value {
    case let text as String: return Words(renderText: text)
    case let number as Int: return Words(renderText: String(number))
    case is Bool, is any MustacheParent: return value
    case _: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    // Nothing is something, too: a name that is not there would be looked for in the views around.
    case .optional: return mirror.children.first.map { view($0.value) } ?? NSNull()
    case .collection: return mirror.children.map { view($0.value) }
    case .struct where !(value is any CustomStringConvertible) && !mirror.children.isEmpty:
      var parts: [String: Any] = [:]
      for part in mirror.children { part.label.map { parts[$0] = view(part.value) } }
      return Reflected(parts: parts)
    case _: return value
    }
  }

  /// Text that says so at the first question: a template asks of anything else what it is in four ways, at every place.
  private struct Words: MustacheCustomRenderable {
    let renderText: String
    var isNull: Bool { false }
  }
}
