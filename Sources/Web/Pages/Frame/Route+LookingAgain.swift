import HTTPTypes
import Ticketing

extension Route {
  /// Where a form was sent to and its page was shown in answer: who asks for that address again, by reloading or because
  /// the desk changed, gets to the page above.
  ///
  /// - Parameter steps: how many parts of the path lie between it and that page.
  static func lookingAgain(at path: String, role: Role, steps: Int = 1) -> Route {
    Route(
      .get, path, "Goes back to the page that a form was sent from.", face: .page, access: .session(role), answer: nil
    ) { call in .seeOther("/" + call.path.split(separator: "/").dropLast(steps).joined(separator: "/")) }
  }
}

extension [Route] {
  /// With a way back for each address that takes a form of the desk and shows nothing itself.
  var withWaysBack: [Route] {
    let shown = Set(filter { $0.method == .get }.map(\.shape))
    var back: [String: Route] = [:]
    for route in self where route.method == .post && !shown.contains(route.shape) {
      guard case .session(let role) = route.access else { continue }
      // The page above need not be the next one up: a key's own address has none.
      let parts = route.shape.split(separator: "/").count
      let page = (1..<parts).first {
        shown.contains(route.shape.split(separator: "/").dropLast($0).joined(separator: "/"))
      }
      if let page { back[route.shape] = .lookingAgain(at: route.path, role: role, steps: page) }
    }
    return self + back.values.sorted { $0.path < $1.path }
  }
}
