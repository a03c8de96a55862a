import IMAP

extension FuzzEntry {
  static let imapEntries = [
    FuzzEntry(
      "imap", "What a server of IMAP says is the same however it is cut, and a literal has the bytes it says.", imap)
  ]

  @Sendable private static func imap(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let whole = try said([rest.bytes])
    let pieces = try said(rest.pieces(choice))
    try require(whole == pieces, "\(whole) in one piece, \(pieces) in several")
  }

  /// What was said, bytes of one literal together; up to where it is no IMAP any more.
  private static func said(_ pieces: [[UInt8]]) throws -> [IMAPReader.Piece] {
    var reader = IMAPReader(longestLine: 4_096)
    var (said, left): ([IMAPReader.Piece], Int) = ([], 0)
    do throws(IMAPFailure) {
      for piece in pieces {
        reader.take(piece)
        while let next = try reader.next() {
          if case .bytes(let more) = next, case .bytes(let earlier)? = said.last {
            said[said.count - 1] = .bytes(earlier + more)
          } else {
            said.append(next)
          }
        }
      }
    } catch { return said }
    for piece in said {
      switch piece {
      case .literal(let count): left = count
      case .bytes(let bytes): try require(bytes.count <= left, "\(bytes.count) bytes of \(left)")
      case .text, .endOfResponse: break
      }
    }
    return said
  }
}
