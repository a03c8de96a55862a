import HTTPTypes
import Ticketing

extension Route {
  /// Where a form was sent to and its page was shown in answer: who asks for that address again, by reloading or because
  /// the desk changed, gets to the page one step up.
  static func lookingAgain(at path: String, role: Role) -> Route {
    Route(
      .get, path, "Goes back to the page that a form was sent from.", face: .page, access: .session(role), answer: nil
    ) { call in .seeOther(String(call.path.prefix(upTo: call.path.lastIndex(of: "/") ?? call.path.endIndex))) }
  }
}
