import Storage

/// What is fetched, on its way into the intake: a failure to keep it shows at the end, when the server has been heard out.
actor FetchedCopy {
  private let sink: any MailSink
  private var failure: (any Error)?

  init(_ sink: any MailSink) { self.sink = sink }

  func write(_ piece: [UInt8]) async {
    guard failure == nil, !piece.isEmpty else { return }
    do { try await sink.write(piece) } catch { failure = error }
  }

  /// - Throws: what the intake throws.
  func finish() async throws -> MailVerdict {
    if let failure {
      await sink.abandon()
      throw failure
    }
    do { return try await sink.finish() } catch {
      await sink.abandon()
      throw error
    }
  }

  func abandon() async { await sink.abandon() }
}
