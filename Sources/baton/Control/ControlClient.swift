import Foundation
import Glibc
import Logging
import SQLiteEngine

/// Asks the hub that runs at a place, or does the work itself where none runs.
struct ControlClient {
  let place: HubPlace

  /// - Parameter progress: is told how far long work has come.
  func run(
    _ request: ControlRequest, _ progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
  ) async throws -> ControlAnswer {
    if let descriptor = try ControlSocket(data: place.data).connect() {
      defer { close(descriptor) }
      try ControlSocket.writeLine(Array(try JSONEncoder().encode(request)), to: descriptor)
      var lines = ControlLines(descriptor)
      while true {
        let answer = try JSONDecoder().decode(ControlAnswer.self, from: Data(try lines.next()))
        guard case .progress(let step, let done, let total) = answer else { return answer }
        progress(BackupProgress(step, done: done, total: total))
      }
    }
    let hub: OpenHub
    do { hub = try await OpenHub(at: place, level: .warning, mayFound: request.foundsHub) } catch {
      guard case .examine = request, let findings = damage(), !findings.isEmpty else { throw error }
      return .findings(findings)
    }
    let answer = await hub.operations.answer(request) { progress($0) }
    await hub.close()
    return answer
  }

  /// What is wrong with a database that cannot even be opened.
  private func damage() -> [ControlAnswer.Finding]? {
    guard place.database == nil else { return nil }
    return try? Operations.told(PageSums.examine(at: URL(filePath: place.data)), desks: [:])
  }
}
