/// The map of README.md, section "The house": one row a target.
struct HouseMap {
  struct Room {
    let target: String
    let floor: Int
    /// Modules from outside the repository that its files may import; Foundation and the like go without saying.
    let fromOutside: Set<String>
  }

  let rooms: [String: Room]

  init(readme: String) throws {
    guard let start = readme.firstRange(of: "<!-- house -->"), let end = readme.firstRange(of: "<!-- /house -->"),
      start.upperBound < end.lowerBound
    else { throw MapUnreadable.noMarkers }
    var rooms: [String: Room] = [:]
    for line in readme[start.upperBound..<end.lowerBound].split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimming() }
      // The heading and the rule below it have no number in the first cell.
      guard cells.count >= 6, let floor = Int(cells[1]) else { continue }
      let outside = Set(cells[4].codeWords)
      for target in cells[2].codeWords {
        guard rooms[target] == nil else { throw MapUnreadable.twice(target: target) }
        rooms[target] = Room(target: target, floor: floor, fromOutside: outside)
      }
    }
    guard !rooms.isEmpty else { throw MapUnreadable.noRows }
    self.rooms = rooms
  }

  static func read() throws -> HouseMap { try HouseMap(readme: Repository.text("README.md")) }
}

enum MapUnreadable: Error {
  case noMarkers
  case noRows
  case twice(target: String)
}

extension StringProtocol {
  /// What stands between backticks.
  var codeWords: [String] {
    String(self).matches(of: /`([^`]+)`/).map { String($0.1) }
  }

  func trimming() -> String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
