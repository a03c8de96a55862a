import Foundation
import Glibc
import Logging

/// Asks the hub that runs on a data directory, or does the work itself where none runs.
struct ControlClient {
  let data: String

  func run(_ request: ControlRequest) async throws -> ControlAnswer {
    if let descriptor = try ControlSocket(data: data).connect() {
      defer { close(descriptor) }
      try ControlSocket.writeLine(Array(try JSONEncoder().encode(request)), to: descriptor)
      let line = try ControlSocket.readLine(descriptor)
      return try JSONDecoder().decode(ControlAnswer.self, from: Data(line))
    }
    let hub = try await OpenHub(data: data, level: .warning)
    let answer = await hub.operations.answer(request)
    await hub.close()
    return answer
  }
}
