import ArgumentParser
import Foundation
import Glibc

struct MailCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mail", abstract: "Mail that comes in.", subcommands: [Deliver.self])

  struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take one mail in, from standard input.",
      discussion: """
        For a mail server that pipes mail into a program, beside the running hub. The mail is on disk when the command \
        ends with 0. Other codes are those of sysexits.h, as mail servers know them: 67 no such address, 65 too large, \
        75 try again later, as where no hub runs.
        """)

    @Option(name: .customLong("to"), help: "The address that the mail came to.")
    var recipient: String

    @Option(name: .customLong("from"), help: "Where failures to deliver it go; empty for none.")
    var sender: String?

    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var storage: StorageOptions

    func run() async throws {
      let delivery = ControlRequest.MailDelivery(recipient: recipient, sender: sender)
      let answer: ControlAnswer
      do { answer = try ControlClient(place: storage.place).deliver(delivery) } catch {
        FileHandle.standardError.write(Data("baton: \(error)\n".utf8))
        throw ExitCode(EX_TEMPFAIL)
      }
      guard case .mail(let outcome) = answer else {
        try answer.print(asJSON: json)
        return
      }
      try answer.print(asJSON: json)
      if let code = outcome.exitCode { throw ExitCode(code) }
    }
  }
}

extension ControlAnswer.PipedMail {
  /// Nil where the mail is taken.
  fileprivate var exitCode: Int32? {
    switch self {
    case .taken, .known, .proof: nil
    case .unknown: EX_NOUSER
    case .tooLarge: EX_DATAERR
    case .later: EX_TEMPFAIL
    }
  }
}

extension ControlClient {
  /// Hands a mail from standard input to the hub that runs. Where none does, the mail server keeps it: a command that opened the
  /// directory itself would keep a hub from starting.
  func deliver(_ delivery: ControlRequest.MailDelivery) throws -> ControlAnswer {
    guard let descriptor = try ControlSocket(data: place.data).connect() else {
      return .mail(.later("no hub runs at \(place.data)"))
    }
    defer { close(descriptor) }
    let request = ControlRequest.deliverMail(delivery)
    try ControlSocket.writeLine(Array(try JSONEncoder().encode(request)), to: descriptor)
    while let piece = try PipedMail.standardInput.next() { try MailPipe.send(piece, to: descriptor) }
    try MailPipe.send([], to: descriptor)
    var lines = ControlLines(descriptor)
    return try JSONDecoder().decode(ControlAnswer.self, from: Data(try lines.next()))
  }
}
