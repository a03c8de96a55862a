import DeskActions
import Foundation
import Storage
import Vault

extension SecondStepProof {
  /// What somebody typed: a code of the app or a recovery code; nil for what is neither.
  init?(typed: String, for record: SecondStepRecord, at now: Date) {
    if let step = TimedCode.step(of: typed, secret: record.secret, at: now, after: record.lastStep) {
      self = .code(step: step, secret: record.secret)
    } else if let hash = RecoveryCode.hash(ofTyped: typed) {
      self = .recovery(hash: hash)
    } else {
      return nil
    }
  }
}
