import Federation
import Ticketing

/// What two desks keep of one handoff, where it is not the same.
struct Drift: Sendable {
  let handoff: HandoffID
  let report: DriftReport
  /// Where the asker's messages differ, and where the asked desk's do.
  let said: [LaneDifference]
  let heard: [LaneDifference]
  /// The asker's record after the other desk has answered, and the other one's; nil where that one has none.
  let here: Standing
  let there: Standing?
  /// Up to which each of them was told by the other that all is delivered.
  let resendHere: Int?
  let resendThere: Int?

  /// What is mended at once; the rest is found again.
  static let mostMended = 200

  /// Nil where the two agree.
  init?(
    _ handoff: HandoffID, before: Standing, _ there: Standing, after: Standing, said: [LaneDifference],
    heard: [LaneDifference]
  ) {
    let contradictions = Standing.differences(before: before, there, after: after)
    let all = said + heard
    let kinds = DriftKind.allCases.filter { kind in
      switch kind {
      case .messages: all.contains { $0.kind != .hollow }
      case .content: all.contains { $0.kind == .hollow }
      case .handoff, .state, .turn, .counts: contradictions.contains(kind)
      }
    }
    guard !kinds.isEmpty else { return nil }
    self.handoff = handoff
    self.said = Array(said.prefix(Self.mostMended))
    self.heard = Array(heard.prefix(Self.mostMended))
    report = DriftReport(kinds: kinds, count: all.count, lastCommon: all.map(\.seq).min().map { $0 - 1 })
    here = after
    self.there = there
    resendHere = there.hasLost(upTo: before.delivered) ? there.heard + 1 : nil
    resendThere = after.hasLost(upTo: there.delivered) ? after.heard + 1 : nil
  }

  /// Of a handoff that the other desk has nothing of.
  init(unknown handoff: HandoffID, _ here: Standing) {
    self.handoff = handoff
    self.here = here
    report = DriftReport(kinds: [.handoff])
    (said, heard) = ([], [])
    (there, resendHere, resendThere) = (nil, nil, nil)
  }

  /// Whether the record has to be put where the messages say that the handoff is.
  var isUnsettled: Bool { report.kinds.contains(.state) || report.kinds.contains(.turn) }

  /// The asker's own messages that the other desk lacks, or keeps otherwise.
  var given: [Int] { said.filter { $0.kind != .lostBySender }.map(\.seq) }
  /// Its own that it has lost itself; what it counts as never said is asked for too.
  var wantedBack: [Int] {
    said.filter { $0.kind == .lostBySender || $0.kind == .altered }.map(\.seq)
      + behind(here.said, upTo: there?.heard ?? 0)
  }
  /// The other desk's that the asker lacks, or keeps otherwise.
  var wanted: [Int] { heard.filter { $0.kind != .lostBySender }.map(\.seq) }
  /// The other desk's that the asker keeps, and that one may have lost.
  var givenBack: [Int] {
    heard.filter { $0.kind == .lostBySender || $0.kind == .altered }.map(\.seq)
      + behind(there?.said ?? here.heard, upTo: here.heard)
  }

  private func behind(_ last: Int, upTo end: Int) -> [Int] {
    last < end ? Array((last + 1...end).prefix(Self.mostMended)) : []
  }
}
