import Foundation

extension SeriesSummary {
  package var text: String {
    var parts: [String] = lines
    let rate = "\(seedsPerMinute) a minute"
    parts.append("seeds run: \(seeds) (\(replayed) of them twice), \(rate)")
    let struck = FaultKind.allCases.filter { faults[$0.index] > 0 }
      .map { "\($0.number) \($0.rawValue) \(faults[$0.index])" }
    parts.append("faults injected: \(struck.isEmpty ? "none" : struck.joined(separator: ", "))")
    parts.append("fault × stage cells hit: \(reached.hit) of \(reached.of)" + lacking)
    parts.append(
      "invariants checked: "
        + zip(Checker.allCases, checks).map { "\($0.rawValue) \($1)" }.joined(separator: ", "))
    if seeds == 1 { parts.append("final hash: \(String(lastHash, radix: 16))") }
    if let wavering { parts.append("FAILED: seed \(wavering) came to something else when it was played again") }
    if let failure { parts += words(of: failure) }
    return parts.joined(separator: "\n")
  }

  private var lacking: String {
    let missed = FaultKind.allCases.flatMap { kind in
      kind.stages.filter { cells[kind.index][$0.rawValue] == 0 }.map { "\(kind.number)×\($0.word)" }
    }
    return missed.isEmpty ? "" : " (not: \(missed.joined(separator: " ")))"
  }

  private func words(of failure: Verdict) -> [String] {
    guard let breach = failure.breach else { return [] }
    return [
      "FAILED: seed \(failure.scenario.seed), checker “\(breach.checker.rawValue)”: \(breach.words)",
      "  the smallest that still fails: \(failure.scenario.deeds - failure.scenario.skipped.count) deeds, "
        + (failure.scenario.kinds.isEmpty ? "no faults" : failure.scenario.kinds.map(\.number).joined(separator: " ")),
      "  replay: \(failure.scenario.command)",
    ] + failure.lines.map { "    " + $0 }
  }

  package var json: String {
    var object: [String: Any] = [
      "seeds": seeds, "replayed": replayed, "seeds_per_minute": seedsPerMinute,
      "faults": Dictionary(uniqueKeysWithValues: FaultKind.allCases.map { ($0.rawValue, faults[$0.index]) }),
      "cells": ["hit": reached.hit, "of": reached.of],
      "checks": Dictionary(uniqueKeysWithValues: zip(Checker.allCases.map(\.rawValue), checks)),
    ]
    if let wavering { object["wavering"] = wavering }
    if let failure, let breach = failure.breach {
      object["failure"] = [
        "seed": failure.scenario.seed, "checker": breach.checker.rawValue, "detail": breach.words,
        "replay": failure.scenario.command, "trace": failure.lines,
      ]
    }
    let bytes = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension Scenario {
  /// The command that plays it again.
  package var command: String {
    let seeded = Scenario(seed: seed, level: level)
    var words = ["baton simulate --seed \(seed) --level \(level.rawValue) --trace"]
    if seeded.desks != desks { words.append("--desks \(desks)") }
    let out = Scenario(seed: seed, level: level, desks: desks).kinds.filter { !kinds.contains($0) }
    if !out.isEmpty { words.append("--without \(out.map(\.number).joined(separator: ","))") }
    if !skipped.isEmpty { words.append("--skip \(spans)") }
    return words.joined(separator: " ")
  }

  private var spans: String {
    var spans: [ClosedRange<Int>] = []
    for number in skipped {
      if let last = spans.last, last.upperBound + 1 == number {
        spans[spans.count - 1] = last.lowerBound...number
      } else {
        spans.append(number...number)
      }
    }
    return spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }
}
