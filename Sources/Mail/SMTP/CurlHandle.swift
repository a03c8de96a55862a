import CLibcurl
import Curl
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
    /// Whether what was refused is the recipient's address: the sender's had been taken.
    let refusesRecipient: Bool
  }

  /// What libcurl reads from and tells to while it runs.
  private final class Exchange {
    let bytes: [UInt8]
    var sent = 0
    var refusal = ""
    /// The answers since the server began the conversation, or believed who it talks to: to the greeting, to the sender.
    var taken = 0
    var takenAtRefusal = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  private let library: CurlLibrary
  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init?(_ library: CurlLibrary) {
    guard let handle = library.call({ baton_curl_begin($0) }) else { return nil }
    self.library = library
    self.handle = handle
  }

  deinit {
    library.call { curl in
      for list in lists { baton_curl_free(curl, list) }
      baton_curl_end(curl, handle)
    }
  }

  func set(_ option: CURLoption, _ value: Int) {
    _ = library.call { baton_curl_set_number($0, handle, option, value) }
  }

  func set(_ option: CURLoption, _ value: String) {
    _ = library.call { baton_curl_set_text($0, handle, option, value) }
  }

  func set(_ option: CURLoption, _ values: [String]) {
    library.call { curl in
      let list = values.reduce(nil as UnsafeMutablePointer<curl_slist>?) { baton_curl_append(curl, $0, $1) }
      guard let list else { return }
      lists.append(list)
      _ = baton_curl_set_list(curl, handle, option, list)
    }
  }

  /// Sends the bytes; keeps its thread until the transfer is over.
  func send(_ bytes: [UInt8]) -> Outcome {
    let exchange = Exchange(bytes)
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    set(CURLOPT_UPLOAD, 1)
    // What libcurl holds of the exchange is used within this call alone.
    return withExtendedLifetime(exchange) {
      library.call { curl in
        _ = baton_curl_set_reader(curl, handle, Self.reader, context)
        _ = baton_curl_set_listener(curl, handle, Self.listener, context)
        let code = baton_curl_perform(curl, handle)
        var response = 0
        _ = baton_curl_get_number(curl, handle, CURLINFO_RESPONSE_CODE, &response)
        return Outcome(
          code: code, response: response, refusal: exchange.refusal,
          hasSentAll: exchange.sent == exchange.bytes.count,
          refusesRecipient: exchange.sent == 0 && exchange.takenAtRefusal >= 2)
      }
    }
  }

  /// Gives libcurl the next bytes to send.
  private static let reader: curl_read_callback = { buffer, size, count, context in
    guard let buffer, let context else { return 0 }
    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    let length = min(size * count, exchange.bytes.count - exchange.sent)
    exchange.bytes.withUnsafeBytes { bytes in
      guard length > 0, let start = bytes.baseAddress else { return }
      memcpy(buffer, start + exchange.sent, length)
    }
    exchange.sent += length
    return length
  }

  /// Takes down what the server refuses.
  private static let listener: curl_write_callback = { buffer, size, count, context in
    guard let buffer, let context else { return size * count }
    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
    // Codes from 400 on (RFC 5321, 4.2.1); a polite farewell may follow.
    switch line.prefix(4).elementsEqual("220 ".utf8) ? 220 : Int(String(decoding: line.prefix(3), as: UTF8.self)) {
    case 220?: exchange.taken = 0
    case 235?: exchange.taken = 1
    case 250? where line.dropFirst(3).first != UInt8(ascii: "-"): exchange.taken += 1
    case _: break
    }
    if let first = line.first, first == UInt8(ascii: "4") || first == UInt8(ascii: "5") {
      if exchange.refusal.isEmpty { exchange.takenAtRefusal = exchange.taken }
      exchange.refusal = String(decoding: line.prefix(1_000), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return size * count
  }
}
