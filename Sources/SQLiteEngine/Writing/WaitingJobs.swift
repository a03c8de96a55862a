import Ticketing

/// The jobs that wait for the writer: those of each desk in their order, the desks in turn, so that one that brings a
/// thousand at once keeps nobody waiting.
struct WaitingJobs {
  private var turns: [TenantID?] = []
  private var waiting: [TenantID?: ArraySlice<WriteJob>] = [:]

  var isEmpty: Bool { turns.isEmpty }

  mutating func add(_ job: WriteJob) {
    if waiting[job.desk] == nil { turns.append(job.desk) }
    waiting[job.desk, default: []].append(job)
  }

  /// At most so many. What must reach the disk does not join a group that need not.
  mutating func take(_ limit: Int, joining durability: Durability) -> [WriteJob] {
    var taken: [WriteJob] = []
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
