import Foundation
import HTTPTypes
import Hummingbird

/// The hub's operator, signed in with a browser.
package struct OperatorVisit: Sendable {
  static let cookieName = "__Host-operator"

  /// The secret that the browser holds.
  let cookie: String
  /// What every form of this session carries, so that no other site can send one.
  let formToken: String
}

/// The browser cannot show that the hub's operator uses it.
struct NotOperator: Error, Sendable {}

extension Door {
  /// - Throws: `NotOperator`: whoever is signed in at a desk is nobody here.
  func operatorVisit(of request: Request) throws -> OperatorVisit {
    guard let sessions = hub.pages?.operating?.sessions,
      let cookie = Cookies.value(OperatorVisit.cookieName, in: request.headers), sessions.see(cookie, at: hub.now())
    else { throw NotOperator() }
    return OperatorVisit(cookie: cookie, formToken: BrowserSession.formToken(of: cookie))
  }
}

extension Call {
  var operating: OperatorNeeds {
    get throws {
      guard let needs = try pages.operating else { throw Problem.notFound }
      return needs
    }
  }

  var operatorVisit: OperatorVisit {
    get throws {
      guard let visit else { throw NotOperator() }
      return visit
    }
  }
}
