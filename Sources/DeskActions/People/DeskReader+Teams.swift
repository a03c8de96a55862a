import Storage
import Ticketing

extension DeskReader {
  func teams(like names: [String]) throws -> [TeamID] {
    try names.enumerated().map { try team(like: $1, at: "/teams/\($0)").id }
  }
}
