package import Federation

extension FamilyRefusal {
  /// The refusal as a page says it, in the reader's language; the API has its own sentence.
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("refusals.\(key)", values) }
    return switch self {
    case .mergedAway(let number, let survivor):
      say("merged_away", ["number": "\(number)", "survivor": "\(survivor)"])
    case .mergedIntoItself: say("merged_into_itself")
    case .handedOver(let partner, _): say("merge_shared", ["partner": partner])
    case .survivorEnded(let number, let status):
      say("survivor_ended", ["number": "\(number)", "status": status])
    case .survivorIsChild(let number, let parent):
      say("survivor_is_child", ["number": "\(number)", "parent": "\(parent)"])
    case .tooManyFiles(let limit): say("too_many_files", ["limit": "\(limit)"])
    case .childrenOpen(_, let children):
      say("children_open", ["children": children.map { "#\($0)" }.joined(separator: ", ")])
    case .isChild(let parent): say("is_child", ["parent": "\(parent)"])
    case .parentEnded(let status): say("parent_ended", ["status": status])
    }
  }
}
