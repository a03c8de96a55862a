package import Foundation
package import Storage

/// A claim, made or only asked for, of which the storage could not say what came of it. Nobody else can work on the lane
/// until its lease ends or it is released.
package struct UnfinishedClaim: Error {
  package let key: LaneKey
  package let until: Date
  /// Nil where nobody knows whether the claim was made.
  package let fence: Int?
  package let cause: any Error
}
