import ConnectorKit
import Curl
import Foundation
import Synchronization

/// The thread that drives all transfers, and the letter box through which others speak to it.
final class EgressLoop: Sendable {
  enum Command: Sendable {
    case start(Job)
    case callOff(Job.ID)
    case learnt(host: String, Result<[IPAddress], NameFailure>)
    /// More of a body has been read, or there is room for more.
    case fed(Job.ID)
  }

  private struct Box {
    var commands: [Command] = []
    var isClosed = false
    /// While the thread runs.
    var multi: CurlMulti?
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  private let box = Mutex(Box())
  let options: EgressOptions
  let measures: EgressMeasures
  private let resolver: any NameResolver
  private let now: @Sendable () -> Date

  init(
    _ options: EgressOptions, resolver: any NameResolver, measures: EgressMeasures,
    now: @escaping @Sendable () -> Date
  ) {
    self.options = options
    self.resolver = resolver
    self.measures = measures
    self.now = now
  }

  /// - Returns: false where nothing is taken any more.
  func post(_ command: Command) -> Bool {
    box.withLock { box in
      guard !box.isClosed else { return false }
      if box.multi == nil {
        // Only a request starts the thread: what is said about one that never began is no news.
        guard case .start(let job) = command else { return true }
        guard let library = CurlLibrary.opened, let multi = CurlMulti(library, connections: options.inAll) else {
          job.finish(.failure(.unavailable))
          return true
        }
        box.multi = multi
        startThread(library, multi)
      }
      box.commands.append(command)
      box.multi?.wake()
      return true
    }
  }

  func close() async {
    await withCheckedContinuation { continuation in
      let isOver = box.withLock { box in
        box.isClosed = true
        guard let multi = box.multi else { return true }
        box.closers.append(continuation)
        multi.wake()
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// Asks for a name's addresses on a thread of its own, since a resolver answers when it likes.
  func ask(for host: String) {
    let thread = Thread { [self] in
      let result = Result { () throws(NameFailure) in try resolver.addresses(of: host) }
      _ = post(.learnt(host: host, result))
    }
    thread.name = "baton-names"
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// For how long a place wants to be left alone.
  func pause(_ answer: EgressAnswer) -> Duration? {
    answer[header: "Retry-After"].flatMap { RetryAfter.duration($0, at: now()) }
  }

  private func startThread(_ library: CurlLibrary, _ multi: CurlMulti) {
    let thread = Thread { [self] in run(library, multi) }
    thread.name = "baton-egress"
    thread.stackSize = 1 << 20
    thread.start()
  }

  private func run(_ library: CurlLibrary, _ multi: CurlMulti) {
    let switchboard = Switchboard(self, library, multi)
    while let commands = take() {
      for command in commands { switchboard.obey(command) }
      multi.drive(switchboard.turn())
    }
    switchboard.end()
    let closers = box.withLock { box in
      box.multi = nil
      defer { box.closers = [] }
      return box.closers
    }
    multi.end()
    for closer in closers { closer.resume() }
  }

  /// Nil when it is time to end; what was asked for and not begun is called off.
  private func take() -> [Command]? {
    let (commands, isClosed) = box.withLock { box in
      defer { box.commands = [] }
      return (box.commands, box.isClosed)
    }
    guard isClosed else { return commands }
    for case .start(let job) in commands { job.finish(.failure(.cancelled)) }
    return nil
  }
}
