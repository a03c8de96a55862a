import CLibcurl
import Curl

/// The set of transfers that libcurl drives together, with their connections.
///
/// All but `wake` is for the one thread that drives them; libcurl lets any thread wake it.
struct CurlMulti: @unchecked Sendable {
  private let library: CurlLibrary
  private let multi: UnsafeMutableRawPointer

  /// - Parameter connections: how many are kept open while nobody uses them.
  init?(_ library: CurlLibrary, connections: Int) {
    guard let multi = library.call({ baton_curl_multi_begin($0) }) else { return nil }
    self.library = library
    self.multi = multi
    _ = library.call { baton_curl_multi_set_number($0, multi, CURLMOPT_MAXCONNECTS, connections) }
  }

  func add(_ handle: UnsafeMutableRawPointer) -> Bool {
    library.call { baton_curl_multi_add($0, multi, handle) } == CURLM_OK
  }

  /// What is under way is broken off, and its connection closed.
  func remove(_ handle: UnsafeMutableRawPointer) {
    _ = library.call { baton_curl_multi_remove($0, multi, handle) }
  }

  func perform() { _ = library.call { baton_curl_multi_perform($0, multi) } }

  func next() -> (handle: UnsafeMutableRawPointer, code: CURLcode)? {
    var code = CURLE_OK
    guard let handle = library.call({ baton_curl_multi_next($0, multi, &code) }) else { return nil }
    return (handle, code)
  }

  func wait(_ duration: Duration) {
    let milliseconds = min(max(0, duration / .milliseconds(1)), 60_000)
    _ = library.call { baton_curl_multi_wait($0, multi, Int32(milliseconds.rounded(.up))) }
  }

  func wake() { _ = library.call { baton_curl_multi_wake($0, multi) } }

  func end() { library.call { baton_curl_multi_end($0, multi) } }
}
