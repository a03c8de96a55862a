import FormData
import HTTPTypes
import Logging
import Ticketing
import Vault

/// Where the hub's operator comes in by a link that `baton operator link` made. The link shows a button only: what looks at
/// links before people do must not use it up.
enum OperatorSignInPage {
  static let path = "/operator/sign-in"

  static let routes: [Route] = [
    Route(.get, path, "Where the hub's operator signs in.", face: .page, access: .open, answer: nil) { call in
      try show(call, code: call.query["code"])
    },
    Route(
      .post, path, "Signs the hub's operator in by a link.", face: .page, access: .open, body: .form, answer: nil,
      handle: signIn),
    Route(
      .post, "/operator/sign-out", "Ends the operator's session.", face: .page, access: .operator, body: .form,
      answer: nil, handle: signOut),
  ]

  struct View {
    /// Nil where there is no link that opens.
    let code: String?
    /// Whether a link was tried that does not open any more.
    let isOver: Bool
  }

  private static func show(_ call: Call, code: String?) throws -> Answer {
    let opens = try code.map { try call.operating.sessions.opens($0, at: call.moment.now) } ?? false
    let view = View(code: opens ? code : nil, isOver: code != nil && !opens)
    return try call.showOpen("operator/sign-in", title: "operator.title", status: view.isOver ? 404 : 200, view)
  }

  private static func signIn(_ call: Call) throws -> Answer {
    let code = try call.form()["code"] ?? ""
    let address: Logger.MetadataValue = "\(call.address ?? "")"
    guard let cookie = try call.operating.sessions.begin(with: code, at: call.moment.now) else {
      call.hub.logger.warning("a link of the operator's that opens nothing was tried", metadata: ["address": address])
      return try show(call, code: code)
    }
    call.hub.logger.notice("the operator signed in", metadata: ["address": address])
    return .seeOther(OverviewPage.path)
      .with(.setCookie, Cookies.setting(OperatorVisit.cookieName, cookie.expose()))
  }

  private static func signOut(_ call: Call) throws -> Answer {
    try call.operating.sessions.end(try call.operatorVisit.cookie)
    call.hub.logger.notice("the operator signed out", metadata: ["address": "\(call.address ?? "")"])
    return .seeOther(path).with(.setCookie, Cookies.setting(OperatorVisit.cookieName, "", lifetime: 0))
  }
}
