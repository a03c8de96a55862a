import Foundation
import SQLStorage
import SQLiteEngine
import Testing
import Ticketing

@Suite("The jobs that wait for the writer")
struct WaitingJobsTests {
  private let busy = TenantID(UUID())
  private let quiet = TenantID(UUID())

  @Test("are taken from the desks in turn, so that one that brings many keeps nobody waiting")
  func inTurn() {
    var jobs = WaitingJobs<Job>()
    for _ in 0..<1_000 { jobs.add(job(of: busy)) }
    for desk in [quiet, quiet, nil] { jobs.add(job(of: desk)) }
    #expect(jobs.take(5, joining: .onDisk).map(\.desk) == [busy, quiet, nil, busy, quiet])
    #expect(jobs.take(2_000, joining: .onDisk).count == 998)
    #expect(jobs.isEmpty)
  }

  @Test("are taken in each desk's own order")
  func inOrder() {
    var jobs = WaitingJobs<Job>()
    for durability in [Durability.inLog, .onDisk, .inLog] { jobs.add(job(of: busy, durability)) }
    #expect(jobs.take(9, joining: .onDisk).map(\.durability) == [.inLog, .onDisk, .inLog])
  }

  @Test("join no group that need not reach the disk where they must, and those behind them wait")
  func durable() {
    var jobs = WaitingJobs<Job>()
    jobs.add(job(of: busy, .inLog))
    jobs.add(job(of: quiet, .onDisk))
    jobs.add(job(of: busy, .inLog))
    #expect(jobs.take(9, joining: .inLog).map(\.desk) == [busy])
    #expect(jobs.take(9, joining: .inLog).isEmpty)
    #expect(jobs.take(9, joining: .onDisk).map(\.desk) == [quiet, busy])
  }

  private struct Job: WaitingJob {
    let desk: TenantID?
    let durability: Durability
  }

  private func job(of desk: TenantID?, _ durability: Durability = .onDisk) -> Job {
    Job(desk: desk, durability: durability)
  }
}
