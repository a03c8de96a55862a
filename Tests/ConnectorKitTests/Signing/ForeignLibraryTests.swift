import ConnectorKit
import Foundation
import Testing

/// The specification's own library in Python, which nobody here wrote. `deploy/test.sh` puts it into an environment of its own
/// under `.build`; where it is absent the test says so, and recorded answers of it are all that is tried.
@Suite("Standard Webhooks, between us and its own library")
struct ForeignLibraryTests {
  private static let python = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build/venv-webhooks/bin/python")

  private static let program = """
    import json, sys
    from datetime import datetime, timezone
    from standardwebhooks.webhooks import Webhook
    said = []
    for message in json.load(sys.stdin):
        ours = Webhook(message["secret"])
        try:
            ours.verify(message["body"], message["headers"], json_parse=False)
            taken = True
        except Exception:
            taken = False
        at = datetime.fromtimestamp(int(message["headers"]["webhook-timestamp"]), tz=timezone.utc)
        said.append({"taken": taken, "signature": ours.sign(message["headers"]["webhook-id"], at, message["body"])})
    json.dump(said, sys.stdout)
    """

  private struct Message: Encodable {
    let secret: String
    let headers: [String: String]
    let body: String
  }

  private struct Verdict: Decodable {
    let taken: Bool
    let signature: String
  }

  @Test("each takes what the other signs, and neither takes what was altered")
  func agree() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.python.path) else {
      print("The library of Standard Webhooks is not there: only recorded answers of it are tried.")
      return
    }
    // Its library reads the clock itself.
    let now = Date()
    let secrets = try [24, 25, 32, 64].map { try #require(WebhookSecret(Array(repeating: UInt8($0), count: $0))) }
    let bodies = ["", "{}", #"{"text":"hé 😀\n"}"#, String(repeating: "a.b", count: 10_000)]
    var messages: [(message: Message, isGood: Bool)] = []
    for (index, secret) in secrets.enumerated() {
      for body in bodies {
        let all = [secret, secrets[(index + 1) % secrets.count]]
        let headers = try StandardWebhooks.headers(id: "msg_\(index)", at: now, body: Array(body.utf8), secrets: all)
        let names = Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
        for secret in all { messages.append((Message(secret: secret.text, headers: names, body: body), true)) }
        messages.append((Message(secret: secret.text, headers: names, body: body + " "), false))
      }
    }
    let verdicts = try Self.ask(messages.map(\.message))
    #expect(verdicts.count == messages.count)
    for ((message, isGood), verdict) in zip(messages, verdicts) {
      #expect(verdict.taken == isGood)
      var headers = message.headers
      headers["webhook-signature"] = verdict.signature
      let secret = try #require(WebhookSecret(message.secret))
      #expect(
        try StandardWebhooks.verify(
          header: { headers[$0] }, body: Array(message.body.utf8), secrets: [secret], at: now)
          == headers["webhook-id"])
    }
  }

  private static func ask(_ messages: [Message]) throws -> [Verdict] {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = python
    process.arguments = ["-c", program]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let question = try JSONEncoder().encode(messages)
    // It reads all before it writes anything, so that neither waits for the other.
    try input.fileHandleForWriting.write(contentsOf: question)
    try input.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode([Verdict].self, from: said)
  }
}
