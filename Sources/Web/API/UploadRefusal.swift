import Ticketing

/// Why what is uploaded, or a form, is not taken.
package enum UploadRefusal: Error, Equatable, Sendable {
  case fileTooLarge(limitInBytes: Int)
  case nameTooLong(limitInBytes: Int)
  case tooManyFiles(limit: Int)
  /// All text of a form together.
  case textTooLong(limitInBytes: Int)
}

extension UploadRefusal {
  var problem: Problem {
    switch self {
    case .fileTooLarge(let limit): Problem(413, "Too large", "A file has at most \(limit) bytes.")
    case .nameTooLong(let limit): .invalid("/file", "has a name of more than \(limit) bytes")
    case .tooManyFiles(let limit): .invalid("/file", "is one too many: \(limit) files go at once")
    case .textTooLong(let limit): Problem(413, "Too large", "The text of a form has at most \(limit) bytes.")
    }
  }
}
