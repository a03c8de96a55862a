/// A content type (RFC 9110, section 8.3.1): `text/plain; charset=utf-8`.
///
/// Only printable ASCII gets in, so that one that came from a client may stand in a header of an answer.
package struct MediaType: Sendable, Equatable {
  private static let longest = 255

  /// In lower case, without parameters: `text/plain`.
  package let essence: String
  let parameters: [HeaderParameter]

  /// Nil for what is no content type, for a parameter that is there twice, and for more than 255 bytes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= MediaType.longest, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    var reader = HeaderValueReader(bytes)
    reader.skipSpaces()
    guard let type = reader.token(), reader.take(UInt8(ascii: "/")), let subtype = reader.token(),
      let parameters = reader.parameters()
    else { return nil }
    essence = type.lowercased() + "/" + subtype.lowercased()
    self.parameters = parameters
  }

  /// The value of a parameter, whose name is given in lower case.
  package subscript(parameter: String) -> String? {
    parameters.first { $0.name == parameter }?.value
  }
}

extension MediaType: CustomStringConvertible {
  /// The type as it is written in a header.
  package var description: String {
    parameters.reduce(into: essence) { text, parameter in
      text += "; \(parameter.name)="
      if !parameter.value.isEmpty, parameter.value.utf8.allSatisfy(HeaderValueReader.isTokenByte) {
        text += parameter.value
      } else {
        text += "\""
        for scalar in parameter.value.unicodeScalars {
          if scalar == "\"" || scalar == "\\" { text += "\\" }
          text.unicodeScalars.append(scalar)
        }
        text += "\""
      }
    }
  }
}
