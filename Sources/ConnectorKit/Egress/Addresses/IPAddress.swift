/// An address of a machine, as the network sees it: of version 4 or 6.
///
/// Those that are judged come from what a resolver gave or from what is dialled, never from the text of a URL: `127.1`,
/// `0x7f000001` and `2130706433` are all one machine to a resolver.
package enum IPAddress: Hashable, Sendable {
  case v4(UInt32)
  case v6(UInt128)

  /// - Parameter bytes: in the network's order; nil unless there are four or sixteen.
  package init?(bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16: self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
    case _: return nil
    }
  }
}
