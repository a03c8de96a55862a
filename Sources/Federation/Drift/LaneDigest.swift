import Crypto
package import Foundation
import Ticketing

/// A hash over the messages of a lane, in their order: each takes in the one before (`protocol.md`, section 8). Two desks
/// that keep the same have the same, whatever the one makes of what the other one says.
package struct LaneDigest: Sendable, Equatable {
  private var state = Data(repeating: 0, count: 32)

  package init() {}

  package var bytes: Data { state }

  package mutating func add(_ entry: LaneEntry) {
    var hash = SHA256()
    hash.update(data: state)
    withUnsafeBytes(of: UInt64(entry.seq).bigEndian) { hash.update(bufferPointer: $0) }
    withUnsafeBytes(of: entry.event.uuid.uuid) { hash.update(bufferPointer: $0) }
    hash.update(data: entry.hash)
    // What is there in name only makes the whole another one.
    if entry.mark == .hollow { hash.update(data: [1] as [UInt8]) }
    state = Data(hash.finalize())
  }

  /// What stands for one message's bytes.
  package static func hash(of wireBytes: [UInt8]) -> Data { Data(SHA256.hash(data: wireBytes)) }
}
