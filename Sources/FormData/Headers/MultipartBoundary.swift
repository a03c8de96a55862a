/// What stands between the parts of one form, as the request's Content-Type names it.
package struct MultipartBoundary: Sendable, Equatable {
  package let bytes: [UInt8]

  /// Takes the boundary itself: 1 to 70 characters, the last no space (RFC 2046, section 5.1.1).
  package init(_ text: String) throws(MultipartRefusal) {
    bytes = Array(text.utf8)
    guard (1...70).contains(bytes.count), bytes.last != UInt8(ascii: " "), bytes.allSatisfy(Self.isAllowed) else {
      throw .boundaryMalformed
    }
  }

  /// Takes a request's Content-Type.
  package init(contentType: String) throws(MultipartRefusal) {
    guard let type = MediaType(contentType), type.essence == "multipart/form-data" else { throw .notFormData }
    guard let boundary = type["boundary"] else { throw .boundaryMissing }
    try self.init(boundary)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "'")...UInt8(ascii: ")"),
      UInt8(ascii: "+")...UInt8(ascii: "/"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: " "):
      true
    case _: false
    }
  }
}
