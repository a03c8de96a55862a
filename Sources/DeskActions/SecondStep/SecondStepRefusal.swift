/// Why something about the second step at sign-in was not done.
package enum SecondStepRefusal: Error, Equatable, Sendable {
  /// It is set up already: it has to be switched off first.
  case isSetUp
  /// The code is of another secret, of another time, or was taken before.
  case wrongCode
}
