/// The elements that a mail is shown with; there are no others in a tree.
package enum HTMLElement: String, CaseIterable, Sendable {
  case a, abbr, acronym, address, article, aside, b, bdi, bdo, big, blockquote, br, caption, center, cite, code, col
  case colgroup, dd, del, dfn, div, dl, dt, em, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, i, img
  case ins, kbd, li, main, mark, nav, ol, p, pre, q, rp, rt, ruby, s, samp, section, small, span, strike, strong, sub
  case sup, table, tbody, td, tfoot, th, thead, time, tr, tt, u, ul, wbr
  case variable = "var"

  static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Elements whose content goes with them. Of any other that is not allowed, only the tags go.
  static let dropped: Set<String> = [
    "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "template", "svg", "math", "select",
    "datalist", "audio", "video", "canvas", "xml",
  ]

  var isVoid: Bool {
    switch self {
    case .br, .col, .hr, .img, .wbr: true
    case _: false
    }
  }

  /// Whether it stands on lines of its own.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .caption, .center, .dd, .div, .dl, .dt, .figcaption, .figure, .footer,
      .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .li, .main, .nav, .ol, .p, .pre, .section, .table, .tbody, .tfoot,
      .thead, .tr, .ul:
      true
    case _: false
    }
  }

  /// Beyond which no end tag reaches, and no element is closed by another.
  var isWall: Bool { self == .td || self == .th || self == .caption || self == .table }

  /// Whether it is nothing outside a table.
  var isOfTable: Bool {
    switch self {
    case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: true
    case _: false
    }
  }
}
