import CLibcurl
import ConnectorKit
import Curl
import Glibc
import IMAP
import Synchronization

/// A connection that libcurl made and logged in at, for bytes to go both ways.
///
/// A handle is used by one thread at a time: whoever uses it holds the lock. libcurl's own rules allow that.
final class CurlLine: IMAPLine, @unchecked Sendable {
  private let library: CurlLibrary
  private let handle: UnsafeMutableRawPointer
  private let wall: AddressGuard
  private let own: Set<IPAddress>
  private let using = Mutex(())
  private let isOver = Atomic(false)
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  /// Whether the last wall let an address not pass; set and read while libcurl connects.
  private var refused = false

  private static let connectPatience = 10
  /// To connect and log in; in seconds.
  private static let openPatience = 30
  /// For the next word of the server's, and for one of ours to go.
  private static let patience: Duration = .seconds(60)
  private static let mostHeard = 256 << 10
  private static let look: Int32 = 200

  init?(_ library: CurlLibrary, wall: AddressGuard, own: Set<IPAddress>) {
    guard let handle = library.call({ baton_curl_begin($0) }) else { return nil }
    self.library = library
    self.handle = handle
    self.wall = wall
    self.own = own
  }

  deinit {
    library.call { curl in
      baton_curl_end(curl, handle)
      for list in lists { baton_curl_free(curl, list) }
    }
  }

  func connect(
    to server: IMAPServer, _ url: EgressURL, pins: [String], _ options: EgressOptions
  ) throws(IMAPFailure) {
    let scheme = server.security == .tls ? "imaps" : "imap"
    let name = url.host.utf8.contains(UInt8(ascii: ":")) ? "[\(url.host)]" : url.host
    set(CURLOPT_URL, "\(scheme)://\(name):\(url.port)/")
    set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
    set(CURLOPT_CONNECT_ONLY, 1)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOPROXY, "*")
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT, Self.connectPatience)
    set(CURLOPT_TIMEOUT, Self.openPatience)
    set(CURLOPT_USE_SSL, Int((server.security == .startTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let authorities = options.authorities { set(CURLOPT_CAINFO, authorities) }
    set(CURLOPT_USERNAME, server.user)
    set(CURLOPT_PASSWORD, server.password)
    pin(pins)
    let code = library.call { curl in
      _ = baton_curl_set_dialler(curl, handle, Self.dialler, Unmanaged.passUnretained(self).toOpaque())
      return baton_curl_perform(curl, handle)
    }
    if let failure = failure(code) { throw failure }
  }

  func say(_ bytes: [UInt8]) async throws(IMAPFailure) {
    try await LineThread.run { [self] () throws(IMAPFailure) in try sayNow(bytes) }
  }

  func hear() async throws(IMAPFailure) -> [UInt8] {
    try await LineThread.run { [self] () throws(IMAPFailure) in try hearNow() }
  }

  /// The connection goes with the last one who holds it.
  func hangUp() async { isOver.store(true, ordering: .releasing) }

  private func sayNow(_ bytes: [UInt8]) throws(IMAPFailure) {
    var rest = bytes[...]
    let end = ContinuousClock.now + Self.patience
    while !rest.isEmpty {
      var sent = 0
      let code = using.withLock { _ in
        rest.withUnsafeBytes { piece in
          library.call { baton_curl_say($0, handle, piece.baseAddress, piece.count, &sent) }
        }
      }
      switch code {
      case CURLE_OK: rest = rest.dropFirst(sent)
      case CURLE_AGAIN: try wait(for: Int16(POLLOUT), until: end)
      case _: throw .egress(.brokenOff)
      }
    }
  }

  private func hearNow() throws(IMAPFailure) -> [UInt8] {
    var heard: [UInt8] = []
    let end = ContinuousClock.now + Self.patience
    while heard.count < Self.mostHeard {
      var count = 0
      var code = CURLE_OK
      let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, length in
        code = using.withLock { _ in
          library.call { baton_curl_hear($0, handle, buffer.baseAddress, buffer.count, &count) }
        }
        length = code == CURLE_OK ? count : 0
      }
      switch code {
      case CURLE_OK where count == 0:
        guard !heard.isEmpty else { throw .ended }
        return heard
      case CURLE_OK: heard += piece
      case CURLE_AGAIN where !heard.isEmpty: return heard
      case CURLE_AGAIN: try wait(for: Int16(POLLIN), until: end)
      case _: throw .egress(.brokenOff)
      }
    }
    return heard
  }

  private func wait(for events: Int16, until end: ContinuousClock.Instant) throws(IMAPFailure) {
    let socket = library.call { baton_curl_get_socket($0, handle) }
    guard socket >= 0 else { throw .egress(.brokenOff) }
    var entry = pollfd(fd: socket, events: events, revents: 0)
    while true {
      if isOver.load(ordering: .acquiring) { throw .egress(.cancelled) }
      guard ContinuousClock.now < end else { throw .egress(.timedOut(.answering)) }
      let count = poll(&entry, 1, Self.look)
      if count > 0 { return }
      if count < 0, errno != EINTR { throw .egress(.brokenOff) }
    }
  }
}

extension CurlLine {
  private func failure(_ code: CURLcode) -> IMAPFailure? {
    switch code {
    case CURLE_OK: nil
    case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .notAuthorised
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: .egress(.tlsRefused(.noHandshake))
    case CURLE_PEER_FAILED_VERIFICATION: .egress(.tlsRefused(CertificateFault(verification: verification)))
    case CURLE_COULDNT_CONNECT: .egress(refused ? .refusedAddress : .notConnected)
    case CURLE_COULDNT_RESOLVE_HOST: .egress(.nameNotFound)
    case CURLE_OPERATION_TIMEDOUT: .egress(.timedOut(.connecting))
    case CURLE_WEIRD_SERVER_REPLY, CURLE_GOT_NOTHING: .unintelligible
    case CURLE_SSL_CACERT_BADFILE, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY: .egress(.unavailable)
    case _: .egress(.brokenOff)
    }
  }

  private var verification: Int {
    var value = 0
    _ = library.call { baton_curl_get_number($0, handle, CURLINFO_SSL_VERIFYRESULT, &value) }
    return value
  }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = library.call { baton_curl_set_number($0, handle, option, value) }
  }

  private func set(_ option: CURLoption, _ value: String) {
    _ = library.call { baton_curl_set_text($0, handle, option, value) }
  }

  private func pin(_ lines: [String]) {
    library.call { curl in
      let list = lines.reduce(nil as UnsafeMutablePointer<curl_slist>?) { baton_curl_append(curl, $0, $1) }
      guard let list else { return }
      lists.append(list)
      _ = baton_curl_set_list(curl, handle, CURLOPT_RESOLVE, list)
    }
  }

  /// The last wall: whatever was judged before, it is this address that is dialled.
  private static let dialler: curl_opensocket_callback = { context, _, address in
    guard let context, let address else { return -1 }
    let line = Unmanaged<CurlLine>.fromOpaque(context).takeUnretainedValue()
    let place = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
    guard let dialled = IPAddress(place, length: Int(address.pointee.addrlen)) else { return -1 }
    if line.wall.refusal(of: dialled, own: line.own) != nil {
      line.refused = true
      return -1
    }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, kind, address.pointee.protocol)
  }
}
