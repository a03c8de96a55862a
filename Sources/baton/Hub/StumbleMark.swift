import Glibc

/// A file in the data directory that says that the process before this one fell over something in its own code (a trap, a
/// fault of memory), rather than being ended from outside. What it was at work on may be the reason.
struct StumbleMark {
  private let path: String

  /// Those that the system sends to a process for what it did itself.
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
  /// What the handler makes. Written once, before a handler is set, and only read from then on.
  nonisolated(unsafe) private static var made: UnsafeMutablePointer<CChar>?

  init(data: String) { path = data + "/stumbled" }

  /// Whether there is one; it is gone then.
  func take() -> Bool { unlink(path) == 0 }

  /// From now on a fall of this process leaves one.
  func watch() {
    guard Self.made == nil else { return }
    Self.made = strdup(path)
    var action = sigaction()
    // Once each: the second time the signal ends the process, as it would have the first time.
    action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND))
    action.__sigaction_handler.sa_handler = { signal in
      // Nothing but calls that a handler may make.
      if let made = StumbleMark.made { _ = open(made, O_WRONLY | O_CREAT, 0o600) }
      // Held back until the handler ends: the thread that fell does nothing more.
      raise(signal)
    }
    for signal in Self.signals { sigaction(signal, &action, nil) }
  }
}
