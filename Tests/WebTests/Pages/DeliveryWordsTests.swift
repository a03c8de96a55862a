import Federation
import Foundation
import Storage
import Testing
import Ticketing
import Web

@Suite("A message between desks, in people's words")
struct DeliveryWordsTests {
  private let library: PageLibrary

  init() throws { library = try PageLibrary() }

  @Test("is named, and its loss told, for every kind and direction in every language", arguments: Language.allCases)
  func namesEveryKind(_ language: Language) {
    for kind in Message.Kind.allCases {
      for direction in Delivery.Direction.allCases {
        let words = words(kind, direction, .waiting, nil, language)
        #expect(words.what.contains("Fieldworks") && !words.what.contains("delivery."), "\(kind)")
        #expect(!words.loss.contains("delivery.") && !words.loss.contains("{{"), "\(kind)")
      }
    }
  }

  @Test("says where it stands and why, for every state and reason in every language", arguments: Language.allCases)
  func explainsEveryReason(_ language: Language) {
    for state in Delivery.State.allCases {
      let words = words(.comment, .out, state, nil, language)
      #expect(!words.state.contains("delivery.") && words.reason == nil, "\(state)")
      #expect(!words.what.contains("delivery.") && !words.loss.contains("delivery."), "\(state)")
    }
    for reason in ParkReason.allCases {
      let why = words(.comment, .out, .parked, reason, language).reason ?? "delivery."
      #expect(!why.contains("delivery.") && !why.contains("{{"), "\(reason)")
    }
  }

  @Test("names nobody where the partner is not known")
  func unknownPartner() {
    let words = DeliveryWords(delivery(.comment, .in, .done, nil), partner: nil, library.catalogue(.english))
    #expect(words.what == "Comment from an unknown partner")
  }

  @Test("is a message that did not come, where its place is all that there is")
  func missing() {
    #expect(words(.tombstone, .in, .missing, nil, .english).what == "A message from Fieldworks that did not come")
  }

  private func words(
    _ kind: Message.Kind, _ direction: Delivery.Direction, _ state: Delivery.State, _ reason: ParkReason?,
    _ language: Language
  ) -> DeliveryWords {
    DeliveryWords(delivery(kind, direction, state, reason), partner: "Fieldworks", library.catalogue(language))
  }

  private func delivery(
    _ kind: Message.Kind, _ direction: Delivery.Direction, _ state: Delivery.State, _ reason: ParkReason?
  ) -> Delivery {
    let partnership = PartnershipID(UUID())
    return Delivery(
      id: DeliveryID(UUID()), direction: direction, partnership: partnership, lane: .partnership(partnership),
      ticket: nil, epoch: 1, seq: 1, event: EventID(UUID()), kind: kind, state: state, reason: reason,
      createdAt: Date(timeIntervalSince1970: 0), wireBytes: [])
  }
}
