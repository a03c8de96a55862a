import Storage

/// A code that was looked at outside; whether it may still be taken is decided where it is written down, so that of two
/// who show it at once one is refused.
package enum SecondStepProof: Sendable, Equatable {
  /// An app's code of this secret, and the step that it is of.
  case code(step: Int, secret: [UInt8])
  case recovery(hash: [UInt8])
}

extension SecondStepRecord {
  mutating func take(_ proof: SecondStepProof) throws(SecondStepRefusal) {
    let isTaken =
      switch proof {
      case .code(let step, let secret): secret == self.secret && take(step: step)
      case .recovery(let hash): isConfirmed && take(recoveryHash: hash)
      }
    guard isTaken else { throw .wrongCode }
  }
}
