import Foundation
import Glibc
import Logging
import SQLiteEngine
import ServiceLifecycle

/// Answers the command line over the hub's socket. Its reads block, so each connection has a thread of its own; the mode of
/// the socket's file says who may ask.
struct ControlServer: Service {
  private let socket: ControlSocket
  private let operations: Operations
  private let logger: Logger
  private let descriptor: Int32

  /// Listens from now on: who is told that the hub serves may ask it at once.
  init(at socket: ControlSocket, _ operations: Operations, _ logger: Logger) throws {
    self.socket = socket
    self.operations = operations
    self.logger = logger
    descriptor = try socket.listen()
  }

  func run() async throws {
    let accepting = Thread { accept(on: descriptor) }
    accepting.name = "control"
    accepting.start()
    try? await gracefulShutdown()
    unlink(socket.path)
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private func accept(on descriptor: Int32) {
    while true {
      let connection = Glibc.accept(descriptor, nil, nil)
      if connection < 0 {
        if errno == EINTR || errno == ECONNABORTED || errno == EMFILE { continue }
        return
      }
      Thread { answer(connection) }.start()
    }
  }

  private func answer(_ connection: Int32) {
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let request: ControlRequest
    do {
      var lines = ControlLines(connection)
      request = try JSONDecoder().decode(ControlRequest.self, from: Data(try lines.next()))
      if case .deliverMail(let delivery) = request {
        limit.tv_sec = MailPipe.patience
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return take(delivery, try MailPipe.receive(&lines), from: connection)
      }
    } catch {
      close(connection)
      return
    }
    Task {
      let answer = await operations.answer(request) {
        try say(.progress($0.step, done: $0.done, total: $0.total), to: connection)
      }
      do { try say(answer, to: connection) } catch {
        logger.warning("the command line went away before its answer", metadata: ["error": "\(error)"])
      }
      close(connection)
    }
  }

  private func take(_ delivery: ControlRequest.MailDelivery, _ path: URL, from connection: Int32) {
    Task {
      let answer = await operations.deliver(delivery, at: path)
      do { try say(answer, to: connection) } catch {
        // Whoever does not hear that the mail is taken brings it again, and it is known then.
        logger.warning("who piped a mail in went away before the answer", metadata: ["error": "\(error)"])
      }
      close(connection)
    }
  }

  private func say(_ answer: ControlAnswer, to connection: Int32) throws {
    try ControlSocket.writeLine(Array(try JSONEncoder().encode(answer)), to: connection)
  }
}
