import Federation
import Ticketing

extension FamilyRefusal {
  /// What stands against it, and what to do instead.
  var sentence: String {
    switch self {
    case .mergedAway(let number, let survivor):
      "#\(number) was merged into #\(survivor): go on there, or set #\(number) to an open status to undo the merge."
    case .mergedIntoItself: "A ticket cannot be merged into itself; name another one under `into`."
    case .handedOver(let partner, let state):
      "The ticket is \(state.rawValue) with \(partner): settle that first, or merge the other ticket into this one."
    case .survivorEnded(let number, let status): "#\(number) is “\(status)”; reopen it before merging into it."
    case .survivorIsChild(let number, let parent):
      "#\(number) is a child of #\(parent) and takes no children: end those of this ticket, or merge into #\(parent)."
    case .tooManyFiles(let limit):
      "Together the tickets have more than the \(limit) files that one takes; they cannot be merged."
    case .childrenOpen(let move, let children):
      "\(FamilyRefusal.list(children)) still open below this ticket: end that first, then \(move)."
    case .isChild(let parent):
      "This ticket is a child of #\(parent), and a child has no children: open one of #\(parent)."
    case .parentEnded(let status): "The ticket is “\(status)”; reopen it before giving it children."
    }
  }

  private static func list(_ numbers: [Int]) -> String {
    let named = numbers.map { "#\($0)" }
    guard let last = named.last, named.count > 1 else { return "\(named.first ?? "A child") is" }
    return "\(named.dropLast().joined(separator: ", ")) and \(last) are"
  }
}
