import CLibcurl
import Foundation

/// One use of libcurl: options, then one transfer.
final class CurlHandle {
  struct Outcome {
    let code: CURLcode
    /// The three digits that the server answered last; 0 for none.
    let response: Int
    /// The last line in which the server refused something; empty where it did not.
    let refusal: String
    let hasSentAll: Bool
  }

  /// What libcurl reads from and tells to while it runs.
  private final class Exchange {
    let bytes: [UInt8]
    var sent = 0
    var refusal = ""

    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init?() {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
  }

  deinit {
    for list in lists { curl_slist_free_all(list) }
    curl_easy_cleanup(handle)
  }

  func set(_ option: CURLoption, _ value: Int) { _ = baton_curl_set_number(handle, option, value) }

  func set(_ option: CURLoption, _ value: String) { _ = baton_curl_set_text(handle, option, value) }

  func set(_ option: CURLoption, _ values: [String]) {
    let list = values.reduce(nil as UnsafeMutablePointer<curl_slist>?) { curl_slist_append($0, $1) }
    guard let list else { return }
    lists.append(list)
    _ = baton_curl_set_list(handle, option, list)
  }

  /// Sends the bytes; keeps its thread until the transfer is over.
  func send(_ bytes: [UInt8]) -> Outcome {
    let exchange = Exchange(bytes)
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    set(CURLOPT_UPLOAD, 1)
    _ = baton_curl_set_reader(
      handle,
      { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        let length = min(size * count, exchange.bytes.count - exchange.sent)
        exchange.bytes.withUnsafeBytes { bytes in
          guard length > 0, let start = bytes.baseAddress else { return }
          memcpy(buffer, start + exchange.sent, length)
        }
        exchange.sent += length
        return length
      }, context)
    _ = baton_curl_set_listener(
      handle,
      { buffer, size, count, context in
        guard let buffer, let context else { return size * count }
        let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
        // Codes from 400 on (RFC 5321, 4.2.1); a polite farewell may follow.
        if let first = line.first, first == UInt8(ascii: "4") || first == UInt8(ascii: "5") {
          exchange.refusal = String(decoding: line.prefix(1_000), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return size * count
      }, context)
    // What libcurl holds of the exchange is used within this call alone.
    return withExtendedLifetime(exchange) {
      let code = curl_easy_perform(handle)
      var response = 0
      _ = baton_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &response)
      return Outcome(
        code: code, response: response, refusal: exchange.refusal,
        hasSentAll: exchange.sent == exchange.bytes.count)
    }
  }
}
