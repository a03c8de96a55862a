import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

extension Call {
  /// Renders a page of the desk from one consistent state.
  ///
  /// - Parameters:
  ///   - template: its name below `Templates`.
  ///   - title: the key of its title in the catalogue.
  ///   - view: makes what the template shows.
  func show(
    _ template: String, title: String, in section: PageFrame.Section, status: Int = 200,
    _ view: @escaping @Sendable (any DeskReader) throws -> any Sendable
  ) async throws -> Answer {
    try await show(template, in: section, status: status) { tx in
      (try catalogue[title], try view(tx))
    }
  }

  /// The same for a page whose title depends on what it shows.
  func show(
    _ template: String, in section: PageFrame.Section, status: Int = 200,
    _ view: @escaping @Sendable (any DeskReader) throws -> (title: String, view: any Sendable)
  ) async throws -> Answer {
    let (actor, session, pages) = (try actor, try signedIn, try pages)
    return try await hub.storage.read(in: actor.tenant) { tx in
      let shown = try view(tx)
      let desk = try deskFrame(actor, session, in: section, tx)
      let frame = try frame(title: shown.title, desk: desk)
      return .html(try pages.library.html(template, FramedPage(frame: frame, page: shown.view), in: language), status)
    }
  }

  /// Renders what an action brought, inside of its transaction: for what can be shown only once.
  func render(
    _ template: String, title: String, in section: PageFrame.Section, _ view: any Sendable, _ tx: any DeskReader
  ) throws -> Answer {
    let desk = try deskFrame(try actor, try signedIn, in: section, tx)
    let frame = try frame(title: try catalogue[title], desk: desk)
    return .html(try pages.library.html(template, FramedPage(frame: frame, page: view), in: language))
  }

  /// Renders a page that anybody may see.
  func showOpen(_ template: String, title: String, status: Int = 200, _ view: any Sendable) throws -> Answer {
    let frame = try frame(title: try catalogue[title], desk: nil)
    return .html(try pages.library.html(template, FramedPage(frame: frame, page: view), in: language), status)
  }

  var signedIn: BrowserSession {
    get throws {
      guard let session else { throw NotSignedIn() }
      return session
    }
  }

  /// `/desk/acme`, with what follows.
  func deskPath(_ rest: String = "") throws -> String { "/desk/\(try signedIn.slug)\(rest)" }

  func frame(title: String, desk: DeskFrame?, operating: OperatorFrame? = nil) throws -> PageFrame {
    let (library, catalogue) = (try pages.library, try catalogue)
    let done = query["done"].map { "done.\($0)" }.flatMap { catalogue.has($0) ? catalogue[$0] : nil }
    return PageFrame(
      language: language.rawValue, title: title, stylePath: library.assets.style.path,
      scriptPath: library.assets.script.path, iconPath: library.assets.icon.path,
      languages: Language.allCases.map {
        PageFrame.LanguageChoice(tag: $0.rawValue, name: $0.name, isChosen: $0 == language)
      },
      here: path, zone: try clock.zoneName, done: done, desk: desk,
      operating: operating)
  }

  private func deskFrame(
    _ actor: Actor, _ session: BrowserSession, in section: PageFrame.Section, _ tx: any DeskReader
  ) throws -> DeskFrame {
    let (base, catalogue) = ("/desk/\(session.slug)", try catalogue)
    func entry(_ its: PageFrame.Section, _ path: String, waiting: Int = 0) -> PageFrame.Entry {
      PageFrame.Entry(
        name: catalogue["frame.\(its.rawValue)"], path: base + path, isHere: its == section,
        waiting: waiting > 0 ? waiting : nil)
    }
    var entries = [
      entry(.tickets, "/tickets"), entry(.notices, "/notices", waiting: try tx.unreadCount(of: actor.agent)),
      entry(.offers, "/offers", waiting: try tx.waitingOffers()),
    ]
    // Who may only read and comment has nothing to do with partners and what failed on its way to them.
    if actor.role.covers(.agent) {
      entries.append(entry(.partners, "/partners"))
      entries.append(entry(.deliveries, "/deliveries", waiting: try tx.parkedDeliveries()))
      entries.append(entry(.mails, "/mails", waiting: try tx.parkedMails()))
    }
    if actor.role.covers(.admin) { entries.append(entry(.settings, "/settings")) }
    return DeskFrame(
      name: session.deskName, slug: session.slug, base: base, person: actor.name, initials: Initials.of(actor.name),
      isAdmin: actor.role.covers(.admin), isAgent: actor.role.covers(.agent), entries: entries,
      formToken: session.formToken, once: String(hub.seed(), radix: 36))
  }
}

enum Initials {
  /// The first letters of the first and the last word.
  static func of(_ name: String) -> String {
    let words = name.split(separator: " ")
    let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
    return String(letters).uppercased()
  }
}

extension DeskReader {
  /// The counts of the frame stop here: more is shown as this many.
  static var mostCounted: Int { 99 }

  fileprivate func waitingOffers() throws -> Int {
    var query = HandoffQuery()
    query.side = .delegate
    query.state = .offered
    return try handoffs(query, PageRequest(limit: Self.mostCounted)).items.count
  }

  fileprivate func parkedDeliveries() throws -> Int {
    var query = DeliveryQuery()
    query.state = .parked
    return try deliveries(query, PageRequest(limit: Self.mostCounted)).items.count
  }
}

extension Answer {
  /// The wall of security.md: nothing from outside, no inline script or style, no frame around us.
  static let pagePolicy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  static func html(_ bytes: [UInt8], _ status: Int = 200) -> Answer {
    Answer(
      status: status,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: pagePolicy,
      ], body: .bytes(bytes))
  }

  /// Sends the browser to another page of ours (RFC 9110, 15.4.4).
  static func seeOther(_ path: String) -> Answer {
    Answer(status: 303, headers: [.location: path, .cacheControl: "no-store"], body: .bytes([]))
  }
}
