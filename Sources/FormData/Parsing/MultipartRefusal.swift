/// Why a body is not a form that this hub reads: at the door, a 400.
package enum MultipartRefusal: Error, Sendable, Equatable {
  case notFormData
  case boundaryMissing
  case boundaryMalformed
  case surroundedByTooMuch(limitInBytes: Int)
  case delimiterMalformed
  case tooManyParts(limit: Int)
  case headersTooLong(limitInBytes: Int)
  case tooManyHeaders(limit: Int)
  case headerMalformed
  case headerNotUTF8
  case headerRepeated(String)
  case dispositionMissing
  case dispositionMalformed
  case nameMissing
  case nameTooLong(limitInBytes: Int)
  case filenameTooLong(limitInBytes: Int)
  case filenameMalformed
  case mediaTypeMalformed
  /// A Content-Transfer-Encoding that changes the bytes, which RFC 7578 has done away with.
  case encoded(String)
  case cutOff
}

extension MultipartRefusal: CustomStringConvertible {
  /// For the one who sent the form.
  package var description: String {
    switch self {
    case .notFormData: "The content type is not multipart/form-data."
    case .boundaryMissing: "The content type names no boundary."
    case .boundaryMalformed: "The boundary is not 1 to 70 of the characters that RFC 2046 allows."
    case .surroundedByTooMuch(let limit): "There are more than \(limit) bytes before or behind the parts."
    case .delimiterMalformed: "There is something behind a boundary that does not belong on its line."
    case .tooManyParts(let limit): "There are more than \(limit) parts."
    case .headersTooLong(let limit): "The headers of a part are longer than \(limit) bytes."
    case .tooManyHeaders(let limit): "A part has more than \(limit) headers."
    case .headerMalformed: "A header of a part is malformed."
    case .headerNotUTF8: "A header of a part is not UTF-8."
    case .headerRepeated(let name): "A part has the header \(name) twice."
    case .dispositionMissing: "A part has no Content-Disposition."
    case .dispositionMalformed: "The Content-Disposition of a part is malformed."
    case .nameMissing: "The Content-Disposition of a part names no field."
    case .nameTooLong(let limit): "The name of a field is longer than \(limit) bytes."
    case .filenameTooLong(let limit): "The name of a file is longer than \(limit) bytes."
    case .filenameMalformed: "The name of a file is malformed."
    case .mediaTypeMalformed: "The Content-Type of a part is malformed."
    case .encoded(let encoding): "A part is encoded as \(encoding); send the bytes as they are."
    case .cutOff: "The form ends before its last boundary."
    }
  }
}
