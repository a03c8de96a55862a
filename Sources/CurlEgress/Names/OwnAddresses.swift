import CLibcurl
import ConnectorKit
import Glibc

/// The addresses that this machine's interfaces have.
enum OwnAddresses {
  static func read() -> Set<IPAddress> {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var addresses: Set<IPAddress> = []
    var entry = list
    while let current = entry {
      if let place = current.pointee.ifa_addr {
        let length =
          Int32(place.pointee.sa_family) == AF_INET6
          ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        if let address = IPAddress(UnsafeRawPointer(place), length: length) { addresses.insert(address) }
      }
      entry = current.pointee.ifa_next
    }
    return addresses
  }
}
