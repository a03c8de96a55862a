import ArgumentParser
import ConnectorKit
import CurlEgress
import Foundation
import Logging

/// Whom the hub may ask beside the hosts of the internet, and whose certificates it takes.
struct EgressArguments: ParsableArguments {
  @Option(
    name: .customLong("egress-allow"), parsing: .singleValue,
    help: "A range of addresses that desks may have the hub ask although it is none of the internet's; once for each.")
  var ranges: [String] = []

  @Option(
    name: .customLong("egress-ca"),
    help: "A file (PEM) with authorities whose certificates are taken, beside those of the machine.")
  var authorities: String?

  var options: EgressOptions {
    EgressOptions(
      wall: AddressGuard(exceptions: ranges.compactMap { AddressRange($0) }), authorities: authorities)
  }

  func validate() throws {
    for range in ranges where AddressRange(range) == nil {
      throw ValidationError("--egress-allow takes a range such as 10.20.0.0/16, or one address; not \(range).")
    }
    guard let authorities else { return }
    guard let text = try? String(contentsOfFile: authorities, encoding: .utf8) else {
      throw ValidationError("\(authorities) cannot be read.")
    }
    guard text.contains("-----BEGIN CERTIFICATE-----") else {
      throw ValidationError("\(authorities) has no certificate in it: --egress-ca takes a file in PEM.")
    }
  }

  /// An exception opens a wall: who reads the log sees each of them.
  func tell(_ logger: Logger) {
    for range in ranges {
      logger.notice(
        "desks may have the hub ask addresses of this range (--egress-allow)", metadata: ["range": "\(range)"])
    }
    if let authorities {
      logger.notice("more authorities are trusted (--egress-ca)", metadata: ["file": "\(authorities)"])
    }
  }
}
