import ConnectorKit
import Foundation
import StrictJSON
import Testing
import Ticketing

extension Conformance {
  static let hooks: [ConformanceCase] = [
    ConformanceCase("is told what is new, or asks") { trial in
      _ = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      let isTold = !trial.far.hooks.isEmpty
      #expect(
        isTold || trial.connector.isPolled || !trial.far.mails.isEmpty,
        "it sends no webhooks and is not asked: nothing is ever heard")
      #expect(isTold == (trial.setup.signing != .none), "say how its webhooks are signed: `signing`")
      if trial.connector.isPolled { #expect(trial.connector.pollsEvery >= .seconds(1)) }
    },
    ConformanceCase("reads each webhook that is signed") { trial in
      for hook in trial.storyHooks() {
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        #expect(throws: Never.self) { _ = try trial.connector.read(signed, at: Trial.now) }
      }
    },
  ]

  static let forgeries: [ConformanceCase] = [
    ConformanceCase("A57: takes no webhook that is not signed") { trial in
      if trial.setup.signing == .none {
        let hook = Hook(headers: [("content-type", "application/json")], body: Array("{}".utf8))
        #expect(throws: HookRefusal.self) { _ = try trial.connector.read(hook, at: Trial.now) }
      }
      for hook in trial.storyHooks() {
        let header = try #require(trial.setup.signing.header, "say how its webhooks are signed: `signing`")
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        try #require(signed.header(header) != nil, "the samples are not signed in \(header)")
        trial.refuses(signed.replacing(header, by: nil), "without its signature") { $0 == .unsigned }
      }
    },
    ConformanceCase("A41, A57: takes no webhook that somebody else signed") { trial in
      guard let header = trial.setup.signing.header else { return }
      for hook in trial.storyHooks() {
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        let value = try #require(signed.header(header))
        var other = Array(value.utf8)
        if let last = other.indices.last {
          other[last] = other[last] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
        }
        let middle = value.utf8.count / 2
        let forged = [
          "", " ", "sha256=", "v1,", "null", String(value.dropLast(4)), String(decoding: other, as: UTF8.self),
          value + value, "\(value),\(value)", String(value.utf8.prefix(middle)) ?? "",
          String(repeating: "0", count: 64), String(repeating: "A", count: 100_000),
        ]
        for value in forged { trial.refuses(signed.replacing(header, by: value), "signed “\(value.prefix(80))”") }
        let twice = Hook(
          method: signed.method, headers: signed.headers + [(name: header, value: "x")], query: signed.query,
          path: signed.path, body: signed.body)
        trial.refuses(twice, "with two signatures")
      }
    },
    ConformanceCase("A44: takes no webhook of which a byte was changed under way") { trial in
      guard trial.setup.signing.coversBody else { return }
      for hook in trial.storyHooks() {
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        for place in stride(from: 0, to: signed.body.count, by: max(1, signed.body.count / 40)) {
          var body = signed.body
          body[place] ^= 0x01
          trial.refuses(signed.replacing(body: body), "byte \(place) changed") { $0 == .wronglySigned }
        }
        trial.refuses(signed.replacing(body: signed.body + [0x20]), "a space added") { $0 == .wronglySigned }
        let written = (try? JSONReader.read(signed.body)).map { JSONWriter.bytes(of: $0) } ?? []
        if written != signed.body {
          trial.refuses(signed.replacing(body: written), "written anew") { $0 == .wronglySigned }
        }
      }
    },
    ConformanceCase("A43: takes no webhook that is played again later, where a time is signed") { trial in
      guard case .timedHash(let header, let time) = trial.setup.signing else { return }
      for hook in trial.storyHooks() {
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        for later in [-86_400.0, -400, 400, 2_592_000] {
          #expect(throws: HookRefusal.stale, "read \(later) s after it was signed") {
            _ = try trial.connector.read(signed, at: Trial.now.addingTimeInterval(later))
          }
        }
        for other in ["", "0", "tomorrow", "99999999999999999999", "-1", "2026-13-45T00:00:00Z"] {
          trial.refuses(signed.replacing(time.lowercased(), by: other), "the time is “\(other)”")
        }
        trial.refuses(signed.replacing(time.lowercased(), by: nil), "no time")
        #expect(signed.header(header.lowercased()) != nil)
      }
    },
  ]

  static let hostileBodies: [ConformanceCase] = [
    ConformanceCase("A45: refuses a body that is not what it says") { trial in
      guard trial.setup.signing != .none else { return }
      for body in Bodies.malformed {
        trial.refuses(trial.signed(body), "\(String(decoding: body.prefix(60), as: UTF8.self))")
      }
      for hook in trial.storyHooks() where hook.body.first == UInt8(ascii: "{") {
        trial.refuses(trial.signed(Array(hook.body.dropLast()), like: hook), "cut off")
        trial.refuses(trial.signed(Bodies.withFirstMemberTwice(hook.body), like: hook), "a key twice")
        trial.refuses(trial.signed([0xEF, 0xBB, 0xBF] + hook.body, like: hook), "a byte order mark")
      }
    },
    ConformanceCase("reads or refuses whatever stands in a field, and never takes what has no ticket for one") {
      trial in
      for hook in trial.storyHooks() {
        guard let value = try? JSONReader.read(hook.body) else { continue }
        for (place, body) in Bodies.variants(of: value) {
          let signed = trial.signed(JSONWriter.bytes(of: body), like: hook)
          guard let reports = try? trial.connector.read(signed, at: Trial.now) else { continue }
          for report in reports { #expect(!report.ticket.id.isEmpty, "\(place)") }
        }
      }
    },
  ]
}

extension Trial {
  /// What a far side sends in the course of a short story.
  fileprivate func storyHooks() -> [Hook] {
    let id = far.open(subject: "Door 3 stays open", description: "Since the storm.")
    far.say("It rains in.", isPublic: true, on: id)
    far.say("Do not tell them.", isPublic: false, on: id)
    far.attach("door.txt", Array("open".utf8), to: id)
    if let status = vocabulary.status(for: .resolved)?.status { far.set(status: status, of: id) }
    return far.hooks
  }

  fileprivate func signed(_ body: [UInt8], like hook: Hook? = nil) -> Hook {
    let like = hook ?? Hook(headers: [("content-type", "application/json")], body: [])
    return subject.signed(like.replacing(body: body), setup, at: Self.now)
  }

  fileprivate func refuses(_ hook: Hook, _ what: String, _ isRight: (HookRefusal) -> Bool = { _ in true }) {
    do throws(HookRefusal) {
      let reports = try connector.read(hook, at: Self.now)
      Issue.record("\(what): it was read, as \(reports.count) reports")
    } catch {
      #expect(isRight(error), "\(what): refused as \(error)")
    }
  }
}

extension Hook {
  fileprivate func replacing(body: [UInt8]) -> Hook {
    Hook(method: method, headers: headers, query: query, path: path, body: body)
  }

  /// - Parameter value: nil takes the header away.
  fileprivate func replacing(_ name: String, by value: String?) -> Hook {
    let kept = headers.filter { $0.name != name }
    return Hook(
      method: method, headers: kept + (value.map { [(name: name, value: $0)] } ?? []), query: query, path: path,
      body: body)
  }
}
