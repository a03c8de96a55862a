import CEpoll
import CLibcurl
import Curl
import Glibc

/// The set of transfers that libcurl drives together, with their connections, and the sockets that it waits for.
///
/// Only sockets where something happens cost anything: those of a far side that hangs are passed by in the kernel.
///
/// All but `wake` is for the one thread that drives them; any thread may write to the bell.
final class CurlMulti: @unchecked Sendable {
  private let library: CurlLibrary
  private let multi: UnsafeMutableRawPointer
  /// Of epoll(7).
  private let watch: Int32
  /// Of eventfd(2).
  private let bell: Int32
  private let clock = ContinuousClock()
  /// When libcurl wants to be called whatever happens.
  private var alarm: ContinuousClock.Instant?
  private var events = [epoll_event](repeating: epoll_event(), count: 256)

  /// - Parameter connections: how many are kept open while nobody uses them.
  init?(_ library: CurlLibrary, connections: Int) {
    let (watch, bell) = (epoll_create1(Int32(EPOLL_CLOEXEC)), eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)))
    guard watch >= 0, bell >= 0, let multi = library.call({ baton_curl_multi_begin($0) }) else {
      if watch >= 0 { close(watch) }
      if bell >= 0 { close(bell) }
      return nil
    }
    self.library = library
    self.multi = multi
    self.watch = watch
    self.bell = bell
    wait(for: bell, EPOLLIN.rawValue)
    let context = Unmanaged.passUnretained(self).toOpaque()
    library.call { curl in
      _ = baton_curl_multi_set_number(curl, multi, CURLMOPT_MAXCONNECTS, connections)
      _ = baton_curl_multi_set_watcher(curl, multi, Self.watcher, context)
      _ = baton_curl_multi_set_timer(curl, multi, Self.timer, context)
    }
  }

  func add(_ handle: UnsafeMutableRawPointer) -> Bool {
    library.call { baton_curl_multi_add($0, multi, handle) } == CURLM_OK
  }

  /// What is under way is broken off, and its connection closed.
  func remove(_ handle: UnsafeMutableRawPointer) {
    _ = library.call { baton_curl_multi_remove($0, multi, handle) }
  }

  /// The next transfer that is over.
  func next() -> (handle: UnsafeMutableRawPointer, code: CURLcode)? {
    var code = CURLE_OK
    guard let handle = library.call({ baton_curl_multi_next($0, multi, &code) }) else { return nil }
    return (handle, code)
  }

  /// Waits for the network, the bell, or that time to pass; then does what there is to do.
  func drive(_ patience: Duration) {
    let wait = alarm.map { min(patience, clock.now.duration(to: $0)) } ?? patience
    let milliseconds = Int32((min(max(0, wait / .milliseconds(1)), 60_000)).rounded(.up))
    let count = epoll_wait(watch, &events, Int32(events.count), milliseconds)
    for event in events.prefix(Int(max(0, count))) {
      let socket = event.data.fd
      if socket == bell {
        var rings: UInt64 = 0
        _ = read(bell, &rings, 8)
      } else {
        act(socket, event.events)
      }
    }
    if let alarm, alarm <= clock.now {
      self.alarm = nil
      act(-1, 0)
    }
  }

  func wake() {
    var ring: UInt64 = 1
    _ = write(bell, &ring, 8)
  }

  func end() {
    library.call { baton_curl_multi_end($0, multi) }
    close(watch)
    close(bell)
  }

  private func act(_ socket: Int32, _ happened: UInt32) {
    var mask: Int32 = 0
    if happened & EPOLLIN.rawValue != 0 { mask |= CURL_CSELECT_IN }
    if happened & EPOLLOUT.rawValue != 0 { mask |= CURL_CSELECT_OUT }
    if happened & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { mask |= CURL_CSELECT_ERR }
    _ = library.call { baton_curl_multi_act($0, multi, socket, mask) }
  }

  private func wait(for socket: Int32, _ events: UInt32) {
    var event = epoll_event()
    event.events = events
    event.data.fd = socket
    if epoll_ctl(watch, EPOLL_CTL_MOD, socket, &event) != 0 { _ = epoll_ctl(watch, EPOLL_CTL_ADD, socket, &event) }
  }

  private static let watcher: curl_socket_callback = { _, socket, what, context, _ in
    guard let context else { return 0 }
    let multi = Unmanaged<CurlMulti>.fromOpaque(context).takeUnretainedValue()
    if what == CURL_POLL_REMOVE {
      var event = epoll_event()
      _ = epoll_ctl(multi.watch, EPOLL_CTL_DEL, socket, &event)
    } else {
      let incoming = what & CURL_POLL_IN != 0 ? EPOLLIN.rawValue : 0
      let outgoing = what & CURL_POLL_OUT != 0 ? EPOLLOUT.rawValue : 0
      multi.wait(for: socket, incoming | outgoing)
    }
    return 0
  }

  private static let timer: curl_multi_timer_callback = { _, milliseconds, context in
    guard let context else { return 0 }
    let multi = Unmanaged<CurlMulti>.fromOpaque(context).takeUnretainedValue()
    multi.alarm = milliseconds < 0 ? nil : multi.clock.now + .milliseconds(milliseconds)
    return 0
  }
}
