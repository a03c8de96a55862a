import Foundation
import HTTPTypes
import Ticketing
import Vault

/// Where an invitation's link leads: to the desk of who opens it. It shows nothing of the inviter; that waits for who has
/// signed in.
enum JoinPage {
  static let routes: [Route] = [
    Route(
      .get, InvitationLink.path, "Leads from an invitation's link to a desk.", face: .page, access: .open, answer: nil,
      handle: show)
  ]

  struct View {
    struct Desk {
      let slug: String
      let path: String
    }

    /// Where this browser may be signed in.
    let desks: [Desk]
    let hasDesks: Bool
    let code: String
    /// What the form of another desk needs; empty without a code.
    let isCode: Bool
    let problem: String?
    let signIn = SignInPage.path
  }

  private static func show(_ call: Call) async throws -> Answer {
    let code = InvitationLink.code(in: call.text("code") ?? "")
    let isCode = InvitationLink.claim(code) != nil
    if isCode, let slug = call.text("desk")?.lowercased(), Tenant.isSlug(slug) {
      return .seeOther("\(SignInPage.path)?desk=\(slug)&next=\(escaped(target(slug, code)))")
    }
    let desks = isCode ? slugs(call).map { View.Desk(slug: $0, path: target($0, code)) } : []
    let view = View(
      desks: desks, hasDesks: !desks.isEmpty, code: code, isCode: isCode,
      problem: isCode ? nil : try call.catalogue["partners.link_broken"])
    return try call.showOpen("partners/public-join", title: "partners.join", view)
  }

  private static func target(_ slug: String, _ code: String) -> String {
    "/desk/\(slug)\(PartnerJoinPage.path)?code=\(code)"
  }

  private static func escaped(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// The desks that the browser's own cookies name; whether they open anything shows there.
  private static func slugs(_ call: Call) -> [String] {
    let prefix = BrowserSession.cookie("")
    let names = call.headers[values: .cookie].flatMap { $0.split(separator: ";") }.map {
      $0.trimmingCharacters(in: .whitespaces).prefix { $0 != "=" }
    }
    let slugs = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    return Set(slugs.filter(Tenant.isSlug)).sorted().prefix(20).map { $0 }
  }
}
