import HTTPTypes

/// The part of the frame that only the hub's operator sees.
struct OperatorFrame {
  enum Section: String, CaseIterable {
    case overview, doctor, limits

    var path: String {
      switch self {
      case .overview: OverviewPage.path
      case .doctor: DoctorPage.path
      case .limits: LimitsPage.path
      }
    }
  }

  let entries: [PageFrame.Entry]
  let formToken: String
  /// After how many seconds a script looks at the page again.
  let pause: Int
}

extension Call {
  /// Renders a page of the operator's.
  ///
  /// - Parameter pause: after how many seconds a script looks at the page again.
  func showOperator(
    _ template: String, title: String, in section: OperatorFrame.Section, pause: Int = 15, status: Int = 200,
    _ view: any Sendable
  ) throws -> Answer {
    let catalogue = try catalogue
    let entries = OperatorFrame.Section.allCases.map {
      PageFrame.Entry(
        name: catalogue["operator.\($0.rawValue)"], path: $0.path, isHere: $0 == section, waiting: nil)
    }
    let operating = OperatorFrame(entries: entries, formToken: try operatorVisit.formToken, pause: pause)
    let frame = try frame(title: title, desk: nil, operating: operating)
    return .html(try pages.library.html(template, FramedPage(frame: frame, page: view), in: language), status)
  }
}
