package import ConnectorKit
package import Foundation
package import Measuring
import Synchronization

/// Asks far sides by libcurl, on a thread of its own that serves them all.
///
/// The thread starts with the first request. Whoever asks waits as a task does, and keeps no thread.
package final class CurlEgress: Egress {
  private let loop: EgressLoop
  let measures = EgressMeasures()
  let options: EgressOptions
  let resolver: any NameResolver
  private let lastID = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - resolver: what knows the addresses of names; a test's own may lie.
  ///   - now: tells the date that a `Retry-After` is counted from.
  package init(
    _ options: EgressOptions = EgressOptions(), resolver: any NameResolver = SystemResolver(),
    now: @escaping @Sendable () -> Date
  ) {
    self.options = options
    self.resolver = resolver
    loop = EgressLoop(options, resolver: resolver, measures: measures, now: now)
  }

  package func send(_ request: EgressRequest) async throws(EgressFailure) -> EgressAnswer {
    let started = ContinuousClock.now
    let job = Job(id: lastID.wrappingAdd(1, ordering: .relaxed).newValue, request: request)
    var result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        job.expect(by: continuation)
        if !loop.post(.start(job)) { job.finish(.failure(.cancelled)) }
      }
    } onCancel: {
      job.callOff()
      _ = loop.post(.callOff(job.id))
    }
    if let drain = job.drain {
      let isWhole = (try? result.get()) != nil
      await drain.finish(isWhole: isWhole)
      if isWhole, drain.hasFailed { result = .failure(.answerNotKept) }
    }
    measures.note(result, after: started.duration(to: .now))
    return try result.get()
  }

  /// Breaks off what is under way, closes every connection and takes nothing more. Returns when the thread has ended.
  package func close() async { await loop.close() }

  /// What `/metrics` tells of it.
  package var families: [MetricFamily] { measures.families }
}
