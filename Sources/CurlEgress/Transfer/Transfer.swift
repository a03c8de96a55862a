import CLibcurl
import ConnectorKit
import Curl
import Glibc

/// One request in libcurl's hands: what it is told, and what it tells. It is used by the loop's thread alone.
final class Transfer {
  let handle: UnsafeMutableRawPointer
  private let library: CurlLibrary
  let request: EgressRequest
  private let dialling: Dialling
  let feed: BodyFeed
  private let drain: BodyDrain?
  private(set) var intake: AnswerIntake
  private let tellFed: @Sendable () -> Void
  /// Why the last wall let an address not pass; nil where it was not asked, or let all pass.
  private(set) var refusedKind: AddressKind?
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  /// - Parameter tellFed: is called, on any thread, when more of a file has been read, or a download has room for more.
  init?(
    _ job: Job, _ library: CurlLibrary, _ options: EgressOptions, _ dialling: Dialling,
    tellFed: @escaping @Sendable () -> Void
  ) {
    guard let handle = library.call({ baton_curl_begin($0) }) else { return nil }
    self.handle = handle
    self.library = library
    request = job.request
    drain = job.drain
    self.tellFed = tellFed
    self.dialling = dialling
    let boundary = Self.boundary()
    feed = BodyFeed(request.body.segments(boundary: boundary), tellFed: tellFed)
    intake = AnswerIntake(limit: request.bound.limit)
    aim(options)
    secure(options)
    fillIn(options, boundary)
    listen()
  }

  func goOn() { _ = library.call { baton_curl_continue($0, handle) } }

  /// To be called once, when libcurl does not drive it any more.
  func end() {
    feed.end()
    library.call { curl in
      for list in lists { baton_curl_free(curl, list) }
      baton_curl_end(curl, handle)
    }
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    _ = library.call { baton_curl_get_number($0, handle, info, &value) }
    return value
  }

  /// When a connection stood with all that belongs to it, in microseconds; 0 where it never did.
  var connected: Int64 {
    var value: curl_off_t = 0
    _ = library.call { baton_curl_get_large($0, handle, CURLINFO_PRETRANSFER_TIME_T, &value) }
    return Int64(value)
  }

  /// 144 bits that nobody can guess, so that no file can end the part that it is in.
  private static func boundary() -> String {
    let letters = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    var generator = SystemRandomNumberGenerator()
    let word = (0..<29).map { _ in letters[Int(generator.next() & 31)] }
    return "baton-" + String(decoding: word, as: UTF8.self)
  }
}

extension Transfer {
  /// Where it goes, by which addresses, and how long it may take.
  private func aim(_ options: EgressOptions) {
    set(CURLOPT_URL, request.url.description)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    // Straight to the host, whatever the environment says of proxies.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOPROXY, "*")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    set(CURLOPT_MAXAGE_CONN, Int(options.idlePatience / .seconds(1)))
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(min(options.connectPatience, dialling.patience)))
    set(CURLOPT_TIMEOUT_MS, milliseconds(dialling.patience))
    // A long transfer that stands still is over long before its patience.
    set(CURLOPT_LOW_SPEED_LIMIT, 16)
    set(CURLOPT_LOW_SPEED_TIME, Int(options.stallPatience / .seconds(1)))
    if !dialling.pins.isEmpty { set(CURLOPT_RESOLVE, dialling.pins) }
    _ = library.call {
      baton_curl_set_dialler($0, handle, Self.dialler, Unmanaged.passUnretained(self).toOpaque())
    }
  }

  /// Certificates are proved, always.
  private func secure(_ options: EgressOptions) {
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let authorities = options.authorities {
      // The machine's own stay trusted: they are in a directory, too.
      set(CURLOPT_CAINFO, authorities)
    } else {
      // Without the directory the bundle is read once, and not for each connection.
      _ = library.call { baton_curl_set_text($0, handle, CURLOPT_CAPATH, nil) }
    }
  }

  private func fillIn(_ options: EgressOptions, _ boundary: String) {
    let hasBody: Bool
    switch request.method {
    case .head:
      set(CURLOPT_NOBODY, 1)
      hasBody = false
    case .get, .delete: hasBody = feed.count > 0
    // These say that there is nothing, where there is nothing.
    case .post, .put, .patch: hasBody = true
    }
    if hasBody {
      set(CURLOPT_UPLOAD, 1)
      _ = library.call { baton_curl_set_large($0, handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(feed.count)) }
    }
    // Without a body nothing has to be said again, and libcurl would do so unasked on another connection.
    if writes, feed.count == 0 { set(CURLOPT_FRESH_CONNECT, 1) }
    if request.method != .head { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
    set(CURLOPT_USERAGENT, options.userAgent)
    // Nobody is asked whether a body may come: it comes.
    var lines = ["Expect:"]
    if let type = request.body.contentType(boundary: boundary) { lines.append("Content-Type: \(type)") }
    // libcurl takes a name with a semicolon for a header without a value.
    lines += request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    set(CURLOPT_HTTPHEADER, lines)
  }

  private func listen() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    library.call { curl in
      _ = baton_curl_set_reader(curl, handle, Self.reader, context)
      _ = baton_curl_set_seeker(curl, handle, Self.seeker, context)
      _ = baton_curl_set_listener(curl, handle, Self.listener, context)
      _ = baton_curl_set_writer(curl, handle, Self.writer, context)
    }
  }

  private func milliseconds(_ duration: Duration) -> Int { max(1, Int(min(duration / .milliseconds(1), 86_400_000))) }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = library.call { baton_curl_set_number($0, handle, option, value) }
  }

  private func set(_ option: CURLoption, _ value: String) {
    _ = library.call { baton_curl_set_text($0, handle, option, value) }
  }

  private func set(_ option: CURLoption, _ values: [String]) {
    library.call { curl in
      let list = values.reduce(nil as UnsafeMutablePointer<curl_slist>?) { baton_curl_append(curl, $0, $1) }
      guard let list else { return }
      lists.append(list)
      _ = baton_curl_set_list(curl, handle, option, list)
    }
  }
}

extension Transfer {
  /// Whether the far side may do something by it that must not be done twice. What is deleted twice is gone once; but a PUT may
  /// say something each time.
  private var writes: Bool {
    switch request.method {
    case .get, .head, .delete: false
    case .post, .put, .patch: true
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// The last wall: whatever was judged before, it is this address that is dialled.
  private static let dialler: curl_opensocket_callback = { context, _, address in
    guard let context, let address else { return -1 }
    let transfer = Transfer.of(context)
    let place = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
    guard let dialled = IPAddress(place, length: Int(address.pointee.addrlen)) else { return -1 }
    if let kind = transfer.dialling.wall.refusal(of: dialled, own: transfer.dialling.own) {
      transfer.refusedKind = kind
      return -1
    }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, kind, address.pointee.protocol)
  }

  private static let reader: curl_read_callback = { buffer, size, count, context in
    guard let buffer, let context else { return Int(CURL_READFUNC_ABORT) }
    switch Transfer.of(context).feed.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count)) {
    case .bytes(let count): return count
    case .later: return Int(CURL_READFUNC_PAUSE)
    case .unreadable: return Int(CURL_READFUNC_ABORT)
    }
  }

  /// Only back to the beginning, when a connection that was kept turned out to be dead.
  private static let seeker: curl_seek_callback = { context, offset, origin in
    guard let context, offset == 0, origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
    // A far side may have done what it was told before its connection died: only who asked can find out.
    guard !Transfer.of(context).writes else { return CURL_SEEKFUNC_FAIL }
    Transfer.of(context).feed.rewind()
    return CURL_SEEKFUNC_OK
  }

  private static let listener: curl_write_callback = { buffer, size, count, context in
    guard let buffer, let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
    return Transfer.of(context).intake.takeLine(line) ? line.count : 0
  }

  private static let writer: curl_write_callback = { buffer, size, count, context in
    guard let buffer, let context else { return 0 }
    let piece = UnsafeRawBufferPointer(start: buffer, count: size * count)
    return Transfer.of(context).take(piece)
  }

  /// - Returns: what libcurl wants to hear of it.
  private func take(_ piece: UnsafeRawBufferPointer) -> Int {
    guard let drain, (200...299).contains(number(CURLINFO_RESPONSE_CODE)) else {
      return intake.takeBody(piece) ? piece.count : 0
    }
    guard intake.hasRoom(for: piece.count) else { return 0 }
    switch drain.offer(piece, tellDrained: tellFed) {
    case .taken:
      intake.pass(piece.count)
      return piece.count
    // It brings the same piece again.
    case .full: return Int(CURL_WRITEFUNC_PAUSE)
    case .failed: return 0
    }
  }

  var isUnkept: Bool { drain?.hasFailed ?? false }
}
