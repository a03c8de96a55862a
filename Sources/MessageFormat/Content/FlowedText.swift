/// Text whose paragraphs were cut into lines for travelling (RFC 3676), made whole again.
enum FlowedText {
  static func lines(_ text: String, deletesSpace: Bool) -> String {
    var joined: [UInt8] = []
    var open: Int?
    var isFirst = true
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let quotes = line.prefix { $0 == 0x3E }.count
      var rest = line.dropFirst(quotes)
      if rest.first == 0x20 { rest = rest.dropFirst() }
      let isSignature = rest.elementsEqual("-- ".utf8)
      if let depth = open, depth == quotes, !isSignature {
        joined += rest
      } else {
        if !isFirst { joined.append(0x0A) }
        joined += line.prefix(quotes)
        if quotes > 0, !rest.isEmpty { joined.append(0x20) }
        joined += rest
      }
      isFirst = false
      let flows = rest.last == 0x20 && !isSignature
      open = flows ? quotes : nil
      if flows, deletesSpace { joined.removeLast() }
    }
    return String(decoding: joined, as: UTF8.self)
  }
}
