extension EgressURL {
  /// The address that this one's answer points to, in a `Location` or a link: for whoever decides to ask there, too, and decides
  /// anew which headers go along.
  ///
  /// The way from TLS to plain text is refused. A path is taken as it is written: nothing is climbed, `..` stays for the server.
  package func following(_ reference: String) throws(EgressFailure) -> EgressURL {
    let written = String(decoding: Array(reference.utf8.prefix { $0 != UInt8(ascii: "#") }), as: UTF8.self)
    let found = try EgressURL(absolute(written))
    guard scheme == .http || found.scheme == .https else { throw .malformedURL(.scheme) }
    return found
  }

  /// RFC 3986, section 5.2, but for the removal of dots.
  private func absolute(_ reference: String) -> String {
    let origin = String(description.utf8.dropLast(target.utf8.count)) ?? ""
    let path = String(decoding: Array(target.utf8.prefix { $0 != UInt8(ascii: "?") }), as: UTF8.self)
    guard let first = reference.utf8.first else { return origin + target }
    if reference.utf8.starts(with: "//".utf8) { return scheme.rawValue + ":" + reference }
    switch first {
    case UInt8(ascii: "/"): return origin + reference
    case UInt8(ascii: "?"): return origin + path + reference
    case _:
      // A colon before any slash ends a scheme, whichever it is.
      let head = reference.utf8.prefix { !"/?".utf8.contains($0) }
      if head.contains(UInt8(ascii: ":")) { return reference }
      let folder = String(
        decoding: Array(path.utf8.reversed().drop { $0 != UInt8(ascii: "/") }.reversed()), as: UTF8.self)
      return origin + folder + reference
    }
  }
}
