import Testing
import Ticketing
import Web

@Suite("What asks for a password that was typed lately")
struct ConfirmedRouteTests {
  private let confirmed = HubRouter.routes.filter(\.asksPassword)

  @Test("is sent by a form of a session, which the page that asks can send again")
  func isAForm() {
    for route in confirmed {
      #expect(route.face == .page, "\(route.path)")
      if case .session = route.access {} else { Issue.record("\(route.path) is no session's") }
      #expect(route.verb == "POST", "\(route.path)")
      guard case .form = route.body else {
        Issue.record("\(route.path) takes no form")
        continue
      }
    }
  }

  @Test(
    "ends a partnership, changes what it shares and how it translates, makes keys and webhooks, and changes roles and second steps",
    arguments: [
      "/desk/{}/partners/{}/end", "/desk/{}/partners/{}/sharing", "/desk/{}/partners/{}/mapping",
      "/desk/{}/settings/tokens", "/desk/{}/settings/people/{}",
      "/desk/{}/settings/people/{}/second-step", "/desk/{}/me/second-step", "/desk/{}/me/second-step/confirm",
      "/desk/{}/me/second-step/remove", "/desk/{}/settings/webhooks", "/desk/{}/settings/webhooks/{}",
      "/desk/{}/settings/webhooks/{}/rotate", "/desk/{}/settings/webhooks/{}/remove",
    ])
  func covers(_ shape: String) {
    let shapes = confirmed.map { $0.shape }
    #expect(shapes.contains { "/" + $0 == shape }, "\(shapes)")
  }
}
