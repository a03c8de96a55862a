import ConnectorKit
import Federation
import StrictJSON
import Testing
import Ticketing

extension Conformance {
  static let settings: [ConformanceCase] = [
    ConformanceCase("is set up with what its schema says, and with nothing else") { trial in
      let schema = trial.subject.connector.schema
      #expect(Set(schema.fields.map(\.key)).count == schema.fields.count, "a key is there twice")
      for field in schema.fields {
        #expect(!field.title.isEmpty && !field.help.isEmpty, "\(field.key) has no words for people")
      }
      var secrets = JSONObject()
      for (key, value) in trial.setup.secrets { secrets.append(key, .string(value)) }
      _ = try schema.read(trial.setup.settings, secrets: secrets)
      for field in schema.fields where field.isRequired {
        let without = field.isSecret ? secrets.without(field.key) : trial.setup.settings.without(field.key)
        #expect(throws: SettingsRefusal.self, "\(field.key) is said to be required") {
          _ =
            field.isSecret
            ? try schema.read(trial.setup.settings, secrets: without) : try schema.read(without, secrets: secrets)
        }
      }
    },
    ConformanceCase("tries its settings by a call that changes nothing there") { trial in
      let before = trial.far.tickets
      let run = try await trial.play { trial.connector.test($0) }
      #expect(run.done != nil, "with the right secrets it ended with \(run.outcome)")
      #expect(trial.far.tickets == before, "the call changed something")
    },
    ConformanceCase("says so when its secrets are not the right ones") { trial in
      let wrong = trial.setup.secrets.mapValues { "not-\($0)" }
      let other = try ConnectorCatalogue([trial.subject.connector]).connector(
        trial.subject.connector.kind, settings: JSONWriter.bytes(of: .object(trial.setup.settings)), secrets: wrong)
      let run = try await trial.play { other.test($0) }
      guard !run.requests.isEmpty else { return }
      #expect(run.failure?.cause == .notAuthorised, "with wrong secrets it ended with \(run.outcome)")
    },
  ]

  static let words: [ConformanceCase] = [
    ConformanceCase("has a name for programs, and one for people") { trial in
      let connector = trial.subject.connector
      #expect(connector.kind.wholeMatch(of: /[a-z][a-z0-9]{1,30}/) != nil, "\(connector.kind)")
      #expect(!connector.title.isEmpty)
    },
    ConformanceCase("has each status once, and what is final there is over") { trial in
      let statuses = trial.vocabulary.statuses
      #expect(!statuses.isEmpty, "name the statuses that the product comes with")
      #expect(Set(statuses.map(\.id)).count == statuses.count)
      for status in statuses where status.isFinal { #expect(status.category.isEnded, "\(status.id)") }
    },
    ConformanceCase("works without anybody touching its mapping: the standard one passes the checker") { trial in
      let mapping = ConnectionMapping.standard(trial.vocabulary)
      for finding in ConnectionChecker(trial.vocabulary).findings(in: mapping) where finding.severity == .error {
        Issue.record("\(finding.pointer) \(finding.detail)")
      }
    },
    ConformanceCase("supplies by itself what a status demands, so that the far side takes it") { trial in
      for status in trial.vocabulary.statuses {
        for need in status.needs where trial.vocabulary.standards[need] == nil && !status.category.isEnded {
          Issue.record("“\(status.id)” demands \(need), and nobody solved anything: name a standard for it")
        }
      }
    },
  ]
}

extension JSONObject {
  func without(_ key: String) -> JSONObject { JSONObject(members.filter { $0.key != key }) }
}
