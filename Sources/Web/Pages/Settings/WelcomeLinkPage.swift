import Foundation
import Storage
import Ticketing
import Vault

/// Shows the link by which a colleague chooses a password. It is shown once: only its hash is kept.
enum WelcomeLinkPage {
  struct View {
    let entries: [SettingsPages.Entry]
    let name: String
    let link: String
    let until: TimeView
    let back: String
  }

  static func answer(
    _ call: Call, _ secret: TokenSecret, for agent: Agent, back: String, _ tx: any DeskReader
  ) throws -> Answer {
    let view = View(
      entries: try SettingsPages.entries(call, .people), name: agent.name,
      link: "\(call.hub.publicURL)\(WelcomePage.path)?code=\(secret.text.expose())",
      until: TimeView(call.moment.now.addingTimeInterval(WelcomeRecord.lifetime), try call.clock), back: back)
    return try call.render("settings/welcome-link", title: "settings.welcome_link", in: .settings, view, tx)
  }
}
