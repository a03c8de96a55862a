package import ConnectorKit
import Glibc

extension IPAddress {
  /// The address in a `sockaddr`, of which so many bytes are there; nil where it is of neither version.
  package init?(_ socketAddress: UnsafeRawPointer?, length: Int) {
    guard let socketAddress, length >= MemoryLayout<sa_family_t>.size else { return nil }
    switch Int32(socketAddress.loadUnaligned(as: sa_family_t.self)) {
    case AF_INET:
      guard length >= MemoryLayout<sockaddr_in>.size else { return nil }
      let address = socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr
      self.init(bytes: withUnsafeBytes(of: address) { Array($0) })
    case AF_INET6:
      guard length >= MemoryLayout<sockaddr_in6>.size else { return nil }
      let address = socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      self.init(bytes: withUnsafeBytes(of: address) { Array($0) })
    case _: return nil
    }
  }
}
