import ConnectorKit
import Foundation
import Testing

extension Conformance {
  static let secrets: [ConformanceCase] = [
    ConformanceCase("shows no secret, however it is printed") { trial in
      var dumped = ""
      dump(trial.connector, to: &dumped)
      for printed in ["\(trial.connector)", String(reflecting: trial.connector), dumped] {
        #expect(!trial.tells(printed), "keep what is secret as a `SharedSecret`")
      }
    },
    ConformanceCase("puts no secret into an address, and none into what is printed of a request") { trial in
      for kind in ChangeKind.allCases where kind.isPromised(by: trial.vocabulary) {
        let run = try await trial.again().carried(kind)
        for request in run.requests {
          var dumped = ""
          dump(request, to: &dumped)
          #expect(!trial.tells(dumped) && !trial.tells("\(request)"))
          #expect(!trial.tells(request.url.description), "addresses are in everybody's logs")
        }
      }
    },
    ConformanceCase("tells no secret in what it refuses") { trial in
      for status in [400, 401, 404, 422, 500] {
        try await trial.eachAnswer(of: .publicComment, as: .page(status: status)) { run, _ in
          #expect(!trial.tells(run.failure?.description ?? ""))
        }
      }
    },
  ]
}

extension Trial {
  /// Whether a secret is in it: as it is, as basic authentication writes it, or as addresses do.
  func tells(_ text: String) -> Bool {
    let plain = text.removingPercentEncoding ?? text
    return setup.secrets.values.contains { secret in
      guard secret.utf8.count >= 6 else { return false }
      return text.contains(secret) || plain.contains(secret)
        || text.contains(Data(secret.utf8).base64EncodedString().dropLast(4))
    }
  }
}
