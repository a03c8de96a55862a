/// Who may connect now, and who waits: so many at one place, for one account, and in all; and places take turns.
///
/// A place that hangs keeps its own few connections and its own queue; the others pass it by. So do they pass by an account that
/// asks many such places.
package struct HostQueue<Member: Hashable & Sendable>: Sendable {
  package enum Entry: Sendable {
    case starts
    case waits
    /// Too many wait for that place, or in all.
    case full
  }

  private struct Line: Sendable {
    var running = 0
    var waiting: [Member] = []
  }

  private let perPlace: Int
  private let perAccount: Int
  private let inAll: Int
  private let longest: Int
  private let longestInAll: Int
  private var lines: [EgressPlace: Line] = [:]
  /// How many run for each account that has a name.
  private var accounts: [String: Int] = [:]
  /// Places where somebody waits, whose turn is first in front.
  private var turns: [EgressPlace] = []
  package private(set) var running = 0
  package private(set) var waiting = 0

  /// - Parameters:
  ///   - longest: how many may wait for one place.
  ///   - longestInAll: how many may wait altogether.
  package init(
    perPlace: Int = 4, perAccount: Int = 64, inAll: Int = 256, longest: Int = 256, longestInAll: Int = 8_192
  ) {
    self.perPlace = max(1, perPlace)
    self.perAccount = max(1, perAccount)
    self.inAll = max(1, inAll)
    self.longest = max(0, longest)
    self.longestInAll = max(0, longestInAll)
  }

  package mutating func enter(_ member: Member, at place: EgressPlace) -> Entry {
    var line = lines[place] ?? Line()
    if line.waiting.isEmpty, mayStart(place) {
      line.running += 1
      lines[place] = line
      count(1, for: place.account)
      return .starts
    }
    guard line.waiting.count < longest, waiting < longestInAll else { return .full }
    if line.waiting.isEmpty { turns.append(place) }
    line.waiting.append(member)
    waiting += 1
    lines[place] = line
    return .waits
  }

  /// One of those that run at that place is done.
  ///
  /// - Returns: who starts now.
  package mutating func leave(_ place: EgressPlace) -> [Member] {
    guard var line = lines[place], line.running > 0 else { return [] }
    line.running -= 1
    count(-1, for: place.account)
    lines[place] = line.running == 0 && line.waiting.isEmpty ? nil : line
    return next()
  }

  /// Somebody who waits gives up.
  package mutating func withdraw(_ member: Member, from place: EgressPlace) {
    guard var line = lines[place], let index = line.waiting.firstIndex(of: member) else { return }
    line.waiting.remove(at: index)
    waiting -= 1
    if line.waiting.isEmpty { turns.removeAll { $0 == place } }
    lines[place] = line.running == 0 && line.waiting.isEmpty ? nil : line
  }

  private func mayStart(_ place: EgressPlace) -> Bool {
    running < inAll && (lines[place]?.running ?? 0) < perPlace && (accounts[place.account] ?? 0) < perAccount
  }

  private mutating func count(_ change: Int, for account: String) {
    running += change
    guard !account.isEmpty else { return }
    let count = (accounts[account] ?? 0) + change
    accounts[account] = count > 0 ? count : nil
  }

  private mutating func next() -> [Member] {
    var started: [Member] = []
    while running < inAll, let index = turns.firstIndex(where: mayStart) {
      let place = turns.remove(at: index)
      guard var line = lines[place], !line.waiting.isEmpty else { continue }
      started.append(line.waiting.removeFirst())
      waiting -= 1
      line.running += 1
      lines[place] = line
      count(1, for: place.account)
      if !line.waiting.isEmpty { turns.append(place) }
    }
    return started
  }
}
