/// Why a password is not taken; for the person who typed it.
package enum PasswordRefusal: Error, Equatable, Sendable {
  case tooShort(minimumInCharacters: Int)
  case tooLong(limitInBytes: Int)
}

/// Why a password could not be worked on, whatever it is; for the operator, and a reason to try again later.
package enum PasswordFailure: Error, Equatable, Sendable {
  /// As many wait already as may wait.
  case busy
  /// The memory that the cost asks for was not to be had.
  case outOfMemory
  /// libargon2 gave an error of its own (`Argon2_ErrorCodes` in argon2.h).
  case library(code: Int32)
}
