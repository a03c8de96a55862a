import FormData
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Storage
import Ticketing

/// What goes wrong on a page, as a page.
extension Door {
  struct ErrorView {
    let status: Int
    let title: String
    let detail: String
    /// Text that was typed into the form and not taken, so that nobody has to type it again.
    let unsent: [String]
    /// Where to begin again.
    let home: String
  }

  func pageRefusal(_ error: any Error, _ request: Request, _ context: HubContext, _ route: Route) async -> Answer {
    let slug = parameters(context)["desk"].flatMap { Tenant.isSlug($0) ? $0 : nil }
    if error is NotSignedIn || error is NotOperator, request.method != .post {
      // A script that asks for a part of a page is told, not sent away.
      if request.headers[.accept]?.contains("text/html") != true { return Problem.noSession.answer }
      return .seeOther(
        error is NotOperator ? OperatorSignInPage.path : signInPath(slug, next: request.uri.string))
    }
    if error is SecondStepMissing, let slug {
      guard request.method == .post || request.headers[.accept]?.contains("text/html") == true else {
        return Problem.noSecondStep.answer
      }
      return .seeOther("/desk/\(slug)/me/second-step")
    }
    let problem =
      error is NotSignedIn || error is NotOperator
      ? Problem.noSession : Problem(error).map { worded($0, error, visitor(request)) }
    if problem == nil {
      hub.logger.error(
        "unexpected failure", metadata: ["route": "\(route.path)", "error": "\(String(describing: error).prefix(500))"])
    }
    return page(
      of: problem ?? Problem(unexpected: error), await unsent(in: request, error), request,
      home(of: route, slug, problem?.status))
  }

  /// Where to begin again.
  private func home(of route: Route, _ slug: String?, _ status: Int?) -> String {
    switch route.access {
    case .operator: OverviewPage.path
    case .open, .token, .session:
      status == 401 ? signInPath(slug, next: "") : slug.map { "/desk/\($0)/tickets" } ?? SignInPage.path
    }
  }

  /// A request that no route answers: people see a page, programs a problem.
  func unrouted(_ request: Request, _ problem: Problem) -> Answer {
    let isPerson = request.headers[.accept]?.contains("text/html") == true && !request.uri.path.hasPrefix("/api/")
    guard isPerson else { return problem.answer }
    let places = request.uri.path.split(separator: "/").prefix(2).map(String.init)
    let slug = places.first == "desk" ? places.last.flatMap { Tenant.isSlug($0) ? $0 : nil } : nil
    return page(of: problem, [], request, slug.map { "/desk/\($0)/tickets" } ?? SignInPage.path)
  }

  private func page(of problem: Problem, _ unsent: [String], _ request: Request, _ home: String) -> Answer {
    guard let pages = hub.pages else { return problem.answer }
    let call = visitor(request)
    let catalogue = pages.library.catalogue(call.language)
    let key = "error.\(problem.status)"
    let view = ErrorView(
      status: problem.status, title: catalogue.has(key) ? catalogue[key] : problem.title,
      detail: catalogue.has(key + "_detail") ? catalogue[key + "_detail"] : problem.detail, unsent: unsent,
      home: home)
    do {
      var answer = try call.showOpen("frame/error", title: "error.title", status: problem.status, view)
      for field in problem.headers { answer = answer.with(field.name, field.value) }
      return answer
    } catch {
      return problem.answer
    }
  }

  /// Somebody of whom nothing is known but the language.
  private func visitor(_ request: Request) -> Call {
    Call(
      hub: hub, principal: nil, parameters: [:], query: [:], headers: request.headers, moment: hub.moment(),
      place: "GET \(request.uri.path)", payload: .bytes([]))
  }

  private func worded(_ problem: Problem, _ error: any Error, _ call: Call) -> Problem {
    guard let catalogue = try? call.catalogue else { return problem }
    return problem.worded(error, in: catalogue)
  }

  private func signInPath(_ slug: String?, next: String) -> String {
    guard let slug else { return SignInPage.path }
    let next = LocalPath.inside("/desk/\(slug)", next)?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    return "\(SignInPage.path)?desk=\(slug)\(next.map { "&next=\($0)" } ?? "")"
  }

  /// The longer texts of a form whose session ended while its person was typing.
  private func unsent(in request: Request, _ error: any Error) async -> [String] {
    guard error is NotSignedIn, case .form(let form, _)? = try? await self.form(request, contentType(request), nil)
    else { return [] }
    return form.names.filter { !$0.hasPrefix("_") && $0 != "password" }.compactMap { form[$0] }
      .filter { $0.utf8.count > 20 || $0.contains(" ") }
  }

  private func contentType(_ request: Request) -> String { request.headers[.contentType] ?? "" }
}

extension Problem {
  static let noSecondStep = Problem(
    403, "Not yet", "Your desk asks a second step at sign-in of everybody: set it up first.")
  static let noSession = Problem(401, "Signed out", "You are not signed in any more. Sign in and try again.")
}
