extension EgressURL {
  /// This address with more of a path and a query; what is handed in is encoded, so that it cannot be more than it is.
  ///
  /// - Parameter segments: what stands between slashes; `.` and `..`, which servers take for a way up, are refused.
  package func appending(
    path segments: [String], query: [(name: String, value: String)] = []
  ) throws(EgressFailure) -> EgressURL {
    guard segments.allSatisfy({ $0 != "." && $0 != ".." && !$0.isEmpty }) else { throw .malformedURL(.target) }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = String(parts[0])
    for segment in segments { path += (path.hasSuffix("/") ? "" : "/") + Self.encoded(segment) }
    let pairs = query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }
    let queries = (parts.count > 1 ? [String(parts[1])] : []) + pairs
    let target = path + (queries.isEmpty ? "" : "?" + queries.joined(separator: "&"))
    guard target.utf8.count <= Self.longest else { throw .malformedURL(.tooLong(limitInBytes: Self.longest)) }
    return EgressURL(scheme: scheme, host: host, port: port, target: target)
  }

  /// All but the unreserved characters of RFC 3986, section 2.3, as `%XX`.
  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      case _:
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
