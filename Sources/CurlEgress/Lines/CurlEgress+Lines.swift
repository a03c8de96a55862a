import ConnectorKit
package import IMAP

/// Ways to mailboxes: libcurl dials, makes it safe and logs in; what is said afterwards is said by whoever visits.
///
/// Each has a thread while something is waited for; the caller bounds how many there are.
extension CurlEgress: IMAPLines {
  package func line(to server: IMAPServer) async throws(IMAPFailure) -> any IMAPLine {
    let opening = LineOpening(server: server, options: options, resolver: resolver, measures: measures)
    return try await LineThread.run { () throws(IMAPFailure) in try opening.open() }
  }
}
