import ArgumentParser
import Ticketing

/// How mail comes in.
struct IntakeOptions: ParsableArguments {
  @Option(
    name: .customLong("mail-domain"),
    help: "Each desk has the address SLUG@DOMAIN by itself, where mail to this domain comes to this hub.")
  var domain: String?

  @Option(
    name: .customLong("mail-trust"),
    help: """
      The name by which the mail server before this hub signs what it found out about senders (authserv-id of \
      Authentication-Results); it has to remove such fields of others. Without it, no mail proves who wrote it. May be \
      given more than once.
      """)
  var trusted: [String] = []

  func validate() throws {
    if let domain, EmailAddress("a@\(domain)") == nil || !domain.utf8.allSatisfy({ $0 < 0x80 }) {
      throw ValidationError("--mail-domain takes a domain, such as desks.example.com.")
    }
  }
}
