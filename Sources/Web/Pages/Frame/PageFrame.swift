import Foundation
import Storage
import Ticketing

/// What stands around every page of a desk.
struct PageFrame {
  /// Which entry of the navigation is the page's.
  enum Section: String, CaseIterable {
    case tickets, notices, offers, partners, deliveries, mails, settings, none
  }

  struct Entry {
    let name: String
    let path: String
    let isHere: Bool
    /// How many things wait there; nil for none.
    let waiting: Int?
  }

  struct LanguageChoice {
    let tag: String
    let name: String
    let isChosen: Bool
  }

  let language: String
  let title: String
  let stylePath: String
  let scriptPath: String
  let iconPath: String
  let languages: [LanguageChoice]
  /// The page's own path, to come back to.
  let here: String
  let zone: String
  /// Something that was just done, in a sentence.
  let done: String?
  /// Nil where nobody is signed in.
  let desk: DeskFrame?
  /// Nil but for the hub's operator.
  let operating: OperatorFrame?
}

/// The part of the frame that only somebody who is signed in sees.
struct DeskFrame {
  let name: String
  let slug: String
  /// `/desk/acme`: every path of the desk begins so.
  let base: String
  let person: String
  let initials: String
  let isAdmin: Bool
  let isAgent: Bool
  let entries: [PageFrame.Entry]
  let formToken: String
  /// Makes a form that is sent twice count once.
  let once: String
}

/// What a template gets: the frame and the page's own view.
struct FramedPage {
  let frame: PageFrame
  let page: Any
}
