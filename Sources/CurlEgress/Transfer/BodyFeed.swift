import ConnectorKit
import Glibc
import Synchronization

/// Gives libcurl a body piece by piece; of a file one piece is in memory at a time, read while libcurl does other things.
final class BodyFeed: Sendable {
  enum Piece: Equatable {
    case bytes(Int)
    /// There is more, but it is not there yet: `tellFed` is called when it is.
    case later
    case unreadable
  }

  private struct State {
    var segment = 0
    /// Within the segment.
    var offset = 0
    /// Read of a file and not given yet.
    var piece: ArraySlice<UInt8> = []
    var reading: Task<Void, Never>?
    /// A reading that was begun before the body began anew is of no use any more.
    var round = 0
    var isUnreadable = false
  }

  let count: Int
  private let segments: [BodySegment]
  private let state = Mutex(State())
  private let tellFed: @Sendable () -> Void

  private static let pieceBytes = 128 << 10

  init(_ segments: [BodySegment], tellFed: @escaping @Sendable () -> Void) {
    self.segments = segments
    count = segments.reduce(0) { $0 + $1.count }
    self.tellFed = tellFed
  }

  var isUnreadable: Bool { state.withLock { $0.isUnreadable } }

  /// Fills the buffer as far as it can now; no bytes at the end of the body.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Piece {
    state.withLock { state in
      var filled = 0
      while filled < buffer.count, state.segment < segments.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        switch segments[state.segment] {
        case .bytes(let bytes):
          filled += Self.copy(bytes[state.offset...], to: rest, &state)
        case .file(let file) where state.offset < file.count:
          if state.isUnreadable { return .unreadable }
          if state.piece.isEmpty {
            if state.reading == nil { state.reading = read(file, from: state.offset, round: state.round) }
            return filled > 0 ? .bytes(filled) : .later
          }
          let taken = Self.copy(state.piece, to: rest, &state)
          state.piece = state.piece.dropFirst(taken)
          filled += taken
        case .file: break
        }
        if state.offset == segments[state.segment].count { (state.segment, state.offset) = (state.segment + 1, 0) }
      }
      return .bytes(filled)
    }
  }

  /// Begins anew, on another connection.
  func rewind() {
    state.withLock { state in
      state.reading?.cancel()
      state = State(round: state.round + 1)
    }
  }

  func end() {
    state.withLock { state in
      state.reading?.cancel()
      state.round += 1
    }
  }

  private func read(_ file: EgressFile, from offset: Int, round: Int) -> Task<Void, Never> {
    let wanted = min(Self.pieceBytes, file.count - offset)
    return Task { [self] in
      let piece = try? await file.read(offset, wanted)
      let counts = state.withLock { state in
        guard state.round == round else { return false }
        state.reading = nil
        if let piece, (1...wanted).contains(piece.count) { state.piece = piece[...] } else { state.isUnreadable = true }
        return true
      }
      if counts { tellFed() }
    }
  }

  private static func copy(
    _ bytes: ArraySlice<UInt8>, to buffer: UnsafeMutableRawBufferPointer, _ state: inout State
  ) -> Int {
    let length = min(bytes.count, buffer.count)
    bytes.withUnsafeBytes { source in
      guard length > 0, let from = source.baseAddress, let to = buffer.baseAddress else { return }
      memcpy(to, from, length)
    }
    state.offset += length
    return length
  }
}
