package import CLibcurl

/// libcurl, once it was opened and set up; nothing of it is in the memory of a hub that neither sends nor fetches mail, nor asks
/// anybody.
///
/// It may be used on any thread: it is a table of functions that never changes once it is filled, and libcurl lets each handle
/// be used by one thread at a time.
package struct CurlLibrary: @unchecked Sendable {
  /// Nil where this machine has none that can be used. It wants to be set up once, before any thread uses it.
  package static let opened: CurlLibrary? = {
    var functions = baton_curl()
    guard baton_curl_open(&functions) != 0, baton_curl_start(&functions) == CURLE_OK else { return nil }
    return CurlLibrary(functions: functions)
  }()

  private let functions: baton_curl

  private init(functions: baton_curl) { self.functions = functions }

  /// Lends the table of functions for one call.
  package func call<Result>(_ body: (UnsafePointer<baton_curl>) -> Result) -> Result {
    withUnsafePointer(to: functions, body)
  }

  /// What libcurl says of a code.
  package func words(for code: CURLcode) -> String { call { String(cString: baton_curl_words($0, code)) } }
}
