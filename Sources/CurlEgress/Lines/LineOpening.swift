import CLibcurl
import ConnectorKit
import Curl
import Glibc
import IMAP

/// Opens a way to a mailbox. It blocks: for a thread of its own.
struct LineOpening: Sendable {
  let server: IMAPServer
  let options: EgressOptions
  let resolver: any NameResolver
  let measures: EgressMeasures

  /// All addresses are judged before one of them is asked, and the one that is dialled once more, as for every request.
  func open() throws(IMAPFailure) -> any IMAPLine {
    let url: EgressURL
    do throws(EgressFailure) { url = try EgressURL("https://\(host):\(server.port)/") } catch { throw .egress(error) }
    let addresses = try addresses(of: url)
    let own = OwnAddresses.read()
    guard !addresses.isEmpty else { throw .egress(.nameNotFound) }
    if let kind = options.wall.refusal(of: addresses, own: own) {
      measures.note(refused: kind)
      throw .egress(.refusedAddress)
    }
    // What the operator opened to desks is his own network; over any other a password is encrypted.
    guard server.security != .none || addresses.allSatisfy({ AddressKind.of($0) != nil || own.contains($0) }) else {
      throw .unprotected
    }
    guard let library = CurlLibrary.opened, let line = CurlLine(library, wall: options.wall, own: own) else {
      throw .egress(.unavailable)
    }
    var pins = PinnedNames()
    let lines = pins.lines(for: url, addresses)
    try line.connect(to: server, url, pins: lines, options)
    return line
  }

  private var host: String { server.host.utf8.contains(UInt8(ascii: ":")) ? "[\(server.host)]" : server.host }

  private func addresses(of url: EgressURL) throws(IMAPFailure) -> [IPAddress] {
    if let address = IPAddress(url.host) { return [address] }
    do throws(NameFailure) { return try resolver.addresses(of: url.host) } catch {
      switch error {
      case .notFound: throw .egress(.nameNotFound)
      case .unknownForNow: throw .egress(.nameUnknownForNow)
      }
    }
  }
}
