import ArgumentParser
import LMTP

/// By which doors mail comes in.
struct MailDoorOptions: ParsableArguments {
  @Option(
    help: """
      Where a mail server on this machine hands mail over by LMTP: unix:/PATH, whose directory says who may, or \
      127.0.0.1:PORT.
      """)
  var lmtp: String?

  @Option(
    name: .customLong("mail-fetch-every"),
    help: "Seconds between two visits to a mailbox that is fetched.")
  var fetchEvery = 30

  /// Nil where no mail comes in by LMTP.
  var address: LMTPAddress? { lmtp.flatMap { LMTPAddress($0) } }

  func validate() throws {
    guard lmtp == nil || address != nil else {
      throw ValidationError("--lmtp takes unix:/PATH or an address of this machine alone, such as 127.0.0.1:2424.")
    }
    guard (1...900).contains(fetchEvery) else { throw ValidationError("--mail-fetch-every takes 1 to 900.") }
  }
}
