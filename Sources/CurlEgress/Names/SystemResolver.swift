import CLibcurl
package import ConnectorKit
import Glibc

/// Asks as everybody on this machine does: `/etc/hosts`, then the name servers.
package struct SystemResolver: NameResolver {
  /// `EAI_NODATA` and `EAI_ADDRFAMILY` of glibc's `netdb.h`, which only programs in C are shown.
  private static let noAddress: Int32 = -5
  private static let otherFamily: Int32 = -9

  package init() {}

  package func addresses(of host: String) throws(NameFailure) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    // Addresses that this machine has no way to are left out.
    hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    switch code {
    case 0: break
    case EAI_NONAME, Self.noAddress, Self.otherFamily: throw .notFound
    case _: throw .unknownForNow
    }
    var addresses: [IPAddress] = []
    var entry = list
    while let current = entry {
      guard let address = IPAddress(UnsafeRawPointer(current.pointee.ai_addr), length: Int(current.pointee.ai_addrlen))
      else { throw .unknownForNow }
      if !addresses.contains(address) { addresses.append(address) }
      entry = current.pointee.ai_next
    }
    return addresses
  }
}
