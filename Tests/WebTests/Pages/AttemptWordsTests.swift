import ConnectorKit
import Federation
import Foundation
import Storage
import Testing
import Ticketing
import Web

@Suite("Why a try came to what it did, in people's words")
struct AttemptWordsTests {
  private let library: PageLibrary

  init() throws { library = try PageLibrary() }

  static let faults: [CertificateFault] = [
    .expired, .notYetValid, .unknownAuthority, .otherHost, .revoked, .noHandshake, .invalid(code: 7),
  ]

  static let egress: [EgressFailure] =
    [
      .refusedAddress, .nameNotFound, .nameUnknownForNow, .notConnected, .timedOut(.answering), .brokenOff, .cancelled,
      .unavailable,
    ]
    + faults.map { .tlsRefused($0) }

  static let causes: [DeliveryFailure.Cause] =
    [
      .notAuthorised, .notFound, .closed, .noTransition(from: "Open", to: "Done", offered: []),
      .noTransition(from: nil, to: "Done", offered: ["Hold", "Wait"]), .lacking(fields: ["close_code"]),
      .unmapped("onHold"), .tooLarge(limitInBytes: 5), .unsupported("faxing"), .rateLimited, .unavailable, .conflict,
      .unintelligible, .refused(status: 418),
    ] + egress.map { .egress($0) }

  private func words(_ cause: AttemptCause?, _ language: Language, _ excerpt: String = "as it was") -> String? {
    Attempt(
      delivery: .first, number: 1, at: Date(timeIntervalSince1970: 0), outcome: "failed", excerpt: excerpt,
      cause: cause
    ).words(in: library.catalogue(language))
  }

  @Test("is a sentence in every language for all that keeps something from an external desk, and never the same in two")
  func outside() throws {
    for cause in Self.causes {
      let kept = AttemptCause(cause.word, cause.values)
      let said = Language.allCases.map { words(kept, $0) ?? "" }
      #expect(Set(said).count == Language.allCases.count, "\(cause)")
      for sentence in said { #expect(!sentence.contains("{{") && sentence != "as it was", "\(cause): \(sentence)") }
      #expect(
        said.allSatisfy { sentence in cause.values.values.allSatisfy { $0.isEmpty || sentence.contains($0) } },
        "\(cause)")
    }
  }

  @Test("is a sentence in every language for all that keeps something from another desk", arguments: Language.allCases)
  func between(_ language: Language) {
    for word in ["storage", "stumbled", "lacks", "not_ready", "fell"]
      + ParkReason.allCases.map({ "refused_\($0.rawValue)" })
    {
      #expect(words(AttemptCause(word), language) != "as it was", "\(word)")
    }
  }

  @Test("names what was left out, each kind of it and fields by their names")
  func omissions() throws {
    for language in Language.allCases {
      for kind in Omission.Kind.allCases {
        let said = words(AttemptCause(AttemptCause.leftOut, ["kinds": kind.rawValue, "fields": "cf_1 cf_2"]), language)
        #expect(library.catalogue(language).has("tries.omitted_\(kind.rawValue)"), "\(kind)")
        #expect(said?.contains("cf_1, cf_2") == true, "\(kind): \(said ?? "")")
      }
    }
  }

  @Test("is read as it was written down before there were words, or where a later version knows more of them")
  func older() {
    #expect(words(nil, .dutch, "the external desk refused it") == "the external desk refused it")
    #expect(words(nil, .dutch, "") == nil)
    #expect(words(AttemptCause("of_a_later_version"), .dutch, "as it says") == "as it says")
  }
}
