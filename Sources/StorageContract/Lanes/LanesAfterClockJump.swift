import Foundation
import Storage
import Testing

extension Contract {
  /// By how much a clock is put back: an hour, a day, ten years.
  private static let jumps: [Double] = [-3_600, -86_400, -315_576_000]

  static let lanesAfterClockJump = [
    ContractCase("after the clock was put back, a message that waits for nothing is brought at once") { trial in
      let lane = try await LaneTrial(try await trial.desk())
      for earlier in jumps.map(trial.later) {
        #expect(try await trial.queue.readyLanes(now: earlier, limit: 9) == [lane.key])
      }
      #expect(try await lane.claim(at: trial.later(-3_600)) != nil)
    },
    ContractCase("after the clock was put back, a lane whose worker died is free, however far off its lease ends") {
      trial in
      let lane = try await LaneTrial(try await trial.desk())
      var lost = try await lane.claimed()
      for earlier in jumps.map(trial.later) {
        #expect(try await trial.queue.readyLanes(now: earlier, limit: 9) == [lane.key])
        let claim = try await lane.claimed(at: earlier)
        #expect(claim.fence > lost.fence)
        // One that was taken since holds as any other.
        #expect(try await lane.claim(at: earlier) == nil)
        #expect(try await trial.queue.readyLanes(now: earlier, limit: 9) == [])
        lost = claim
      }
    },
    ContractCase("after the clock was put back, a message that failed is tried again, however far off its time is") {
      trial in
      let lane = try await LaneTrial(try await trial.desk())
      let report = LaneReport(attempts: [lane.attempt(0, "failed")], retryAt: trial.later(600))
      #expect(try await trial.queue.report(report, for: try await lane.claimed(), now: trial.now))
      #expect(try await trial.queue.readyLanes(now: trial.now, limit: 9) == [])
      for earlier in jumps.map(trial.later) {
        #expect(try await trial.queue.readyLanes(now: earlier, limit: 9) == [lane.key])
      }
      #expect(try await lane.claim(at: trial.later(-3_600)) != nil)
    },
  ]
}
