import Foundation
import Testing
import Ticketing
import Web

@Suite("The catalogue of texts")
struct CatalogueTests {
  private let library: PageLibrary

  init() throws { library = try PageLibrary() }

  @Test("has the same keys in every language")
  func isComplete() {
    let english = Set(library.catalogue(.english).texts.keys)
    for language in Language.allCases {
      let keys = Set(library.catalogue(language).texts.keys)
      #expect(english.subtracting(keys).sorted() == [], "\(language.rawValue) lacks them")
      #expect(keys.subtracting(english).sorted() == [], "only \(language.rawValue) has them")
    }
  }

  @Test("has the same places for values in every language")
  func placesAgree() {
    for (key, text) in library.catalogue(.english).texts {
      for language in Language.allCases {
        let other = library.catalogue(language)[key]
        #expect(places(in: text) == places(in: other), "\(key) in \(language.rawValue)")
      }
    }
  }

  @Test("has every text that a template names, and every template can be drawn")
  func fillsTemplates() throws { try library.check() }

  @Test("leaves no text empty")
  func saysSomething() {
    for language in Language.allCases {
      let empty = library.catalogue(language).texts.filter { $0.value.trimmingCharacters(in: .whitespaces).isEmpty }
      #expect(empty.keys.sorted() == [])
    }
  }

  @Test("fills the places of a text")
  func fillsPlaces() {
    let catalogue = Catalogue(language: .english, texts: ["a.b": "With {{partner}} since {{time}}"])
    #expect(catalogue.text("a.b", ["partner": "Fieldworks", "time": "10:40"]) == "With Fieldworks since 10:40")
  }

  @Test("takes a value that looks like a place as it is")
  func fillsOnce() {
    let catalogue = Catalogue(language: .english, texts: ["a.b": "{{from}} to {{to}}, {{"])
    #expect(catalogue.text("a.b", ["from": "{{to}}", "to": "{{from}}"]) == "{{to}} to {{from}}, {{")
  }

  private func places(in text: String) -> Set<String> {
    Set(text.components(separatedBy: "{{").dropFirst().map { String($0.prefix { $0 != "}" }) })
  }
}
