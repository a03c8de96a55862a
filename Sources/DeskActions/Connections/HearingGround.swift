package import ConnectorKit
import Federation
import Storage
import StrictJSON
import Ticketing

/// A mapping that was read before, with the bytes that it was read from: where these are the same still, it is not read again
/// while everybody else waits to write.
package struct KnownMapping: Sendable {
  fileprivate let bytes: [UInt8]
  fileprivate let mapping: ConnectionMapping

  /// - Throws: where the bytes are no mapping.
  package init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    mapping = try ConnectionMapping(jsonBytes: bytes)
  }
}

/// By what all reports of one transaction are heard.
struct HearingGround {
  let standIn: StandInWords
  let mapping: ConnectionMapping

  init(_ tx: any DeskReader, knowing known: KnownMapping? = nil) throws {
    guard let standIn = try tx.standInWords() else { throw NotFound() }
    self.standIn = standIn
    if let known, known.bytes == standIn.mapping {
      mapping = known.mapping
    } else {
      mapping = try ConnectionMapping(jsonBytes: standIn.mapping)
    }
  }
}
