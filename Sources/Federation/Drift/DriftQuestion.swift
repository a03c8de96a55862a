package import Foundation
import Ticketing

/// What one desk asks another to find out whether their records of handoffs have drifted apart, and to put them right.
package enum DriftQuestion: Sendable, Equatable, Codable {
  /// Which handoffs are open with you, in order of their ids, behind one?
  case open(after: HandoffID?, limit: Int)
  /// How does this handoff stand with you, and do you keep of it what I keep?
  case standing([StandingQuestion])
  /// Which messages do you keep?
  case entries(EntriesQuestion)
  /// Put right what is yours, and give me what I lack.
  case mend(Mending)
  /// Both agree again.
  case conclude(DriftConclusion)
}

package enum DriftAnswer: Sendable, Equatable, Codable {
  case open([HandoffID])
  /// Those that the desk knows.
  case standing([StandingAnswer])
  /// In their order; at most `EntriesQuestion.page`.
  case entries([LaneEntry])
  case mended(Mended)
  case concluded
  /// The desk has no such partner, or not any more.
  case refused
}

package struct StandingQuestion: Sendable, Equatable, Codable {
  package let handoff: HandoffID
  package let standing: Standing

  package init(handoff: HandoffID, standing: Standing) {
    self.handoff = handoff
    self.standing = standing
  }
}

package struct StandingAnswer: Sendable, Equatable, Codable {
  package let handoff: HandoffID
  package let standing: Standing
  /// Over what it has said, and over what it has heard, as far as both desks have dealt with it. Nil where the two records
  /// cannot be compared now.
  package let digests: DigestPair?

  package init(handoff: HandoffID, standing: Standing, digests: DigestPair?) {
    self.handoff = handoff
    self.standing = standing
    self.digests = digests
  }
}

package struct DigestPair: Sendable, Equatable, Codable {
  package let said: Data
  package let heard: Data

  package init(said: Data, heard: Data) {
    self.said = said
    self.heard = heard
  }
}

package struct EntriesQuestion: Sendable, Equatable, Codable {
  package let handoff: HandoffID
  /// What the asked desk has said, or what it has heard.
  package let areSaid: Bool
  package let after: Int
  package let upTo: Int

  package static let page = 500

  package init(handoff: HandoffID, areSaid: Bool, after: Int, upTo: Int) {
    self.handoff = handoff
    self.areSaid = areSaid
    self.after = after
    self.upTo = upTo
  }
}

/// What was found of one handoff, and what the asker gives towards putting it right.
package struct Mending: Sendable, Equatable, Codable {
  package let handoff: HandoffID
  package let found: DriftReport
  package let repair: LaneRepair
  /// Messages of the asked desk's own that the asker wants to have, by their numbers.
  package let wantsSaid: [Int]
  /// Messages of the asker's own that the asked desk has heard, and the asker has lost.
  package let wantsHeard: [Int]

  package init(handoff: HandoffID, found: DriftReport, repair: LaneRepair, wantsSaid: [Int], wantsHeard: [Int]) {
    self.handoff = handoff
    self.found = found
    self.repair = repair
    self.wantsSaid = wantsSaid
    self.wantsHeard = wantsHeard
  }
}

/// What is told of a drift.
package struct DriftReport: Sendable, Equatable, Codable {
  package let kinds: [DriftKind]
  /// How many messages differ.
  package let count: Int
  /// The last message before the first that differs; nil where none does.
  package let lastCommon: Int?

  package init(kinds: [DriftKind], count: Int = 0, lastCommon: Int? = nil) {
    self.kinds = kinds
    self.count = count
    self.lastCommon = lastCommon
  }
}

/// What one desk is to do with its own records.
package struct LaneRepair: Sendable, Equatable, Codable {
  /// The other desk's messages, as that one keeps them: to be heard where they, or what they brought, are missing.
  package var heard: [Data]
  /// This desk's own, as the other one keeps them: to be taken back where they are missing.
  package var said: [Data]
  /// Where the other desk's count of what it has heard has fallen back to, so that all behind it is sent again.
  package var resendFrom: Int?
  /// Whether the record is put where the messages say that the handoff is.
  package var settles: Bool

  package init(heard: [Data] = [], said: [Data] = [], resendFrom: Int? = nil, settles: Bool = false) {
    self.heard = heard
    self.said = said
    self.resendFrom = resendFrom
    self.settles = settles
  }
}

/// What the asked desk gives back.
package struct Mended: Sendable, Equatable, Codable {
  /// Of its own.
  package let said: [Data]
  /// Of the asker's.
  package let heard: [Data]

  package init(said: [Data], heard: [Data]) {
    self.said = said
    self.heard = heard
  }
}

package struct DriftConclusion: Sendable, Equatable, Codable {
  package let handoff: HandoffID
  /// In what it differed; nothing where it came to agree by itself.
  package let found: DriftReport

  package init(handoff: HandoffID, found: DriftReport) {
    self.handoff = handoff
    self.found = found
  }
}
