package import SQLStorage
package import Ticketing

/// What the turns at the writer go by.
package protocol WaitingJob: Sendable {
  /// The desk that it is done for; nil where it is the hub's own.
  var desk: TenantID? { get }
  /// How far its commit has to have come before it is answered.
  var durability: Durability { get }
}

/// The jobs that wait for the writer: those of each desk in their order, the desks in turn, so that one that brings a
/// thousand at once keeps nobody waiting.
package struct WaitingJobs<Job: WaitingJob>: Sendable {
  private var turns: [TenantID?] = []
  private var waiting: [TenantID?: ArraySlice<Job>] = [:]

  package init() {}

  package var isEmpty: Bool { turns.isEmpty }

  package mutating func add(_ job: Job) {
    if waiting[job.desk] == nil { turns.append(job.desk) }
    waiting[job.desk, default: []].append(job)
  }

  /// At most so many. What must reach the disk does not join a group that need not.
  package mutating func take(_ limit: Int, joining durability: Durability) -> [Job] {
    var taken: [Job] = []
    while taken.count < limit, let desk = turns.first, let job = waiting[desk]?.first,
      durability == .onDisk || job.durability == .inLog
    {
      taken.append(job)
      turns.removeFirst()
      waiting[desk]?.removeFirst()
      if waiting[desk]?.isEmpty ?? true { waiting[desk] = nil } else { turns.append(desk) }
    }
    return taken
  }
}
