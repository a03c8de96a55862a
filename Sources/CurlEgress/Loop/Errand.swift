import ConnectorKit

/// A job as the loop's thread sees it: where it stands, and until when.
final class Errand {
  enum Stage {
    /// For a connection.
    case waiting
    /// For the addresses of its host.
    case naming
    case running(Transfer)
  }

  let job: Job
  let place: EgressPlace
  var stage: Stage
  /// When it has to be over.
  let end: Duration
  /// When its stage has to be over; libcurl looks after those that run.
  var stageEnd: Duration

  /// - Parameter patience: how long a request may take that does not say so itself.
  init(_ job: Job, at now: Duration, patience: Duration) {
    self.job = job
    place = job.request.place
    end = now + job.request.patience(usual: patience)
    stage = .waiting
    stageEnd = end
  }
}
