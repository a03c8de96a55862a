import Testing
import Web

@Suite("The address that a desk's form is sent to")
struct LookingAgainTests {
  private let pages = PageRoutes.all.filter { $0.shape.hasPrefix("desk/") }

  @Test("can be asked for too, so that reloading its page never ends in nothing")
  func reloading() {
    let shown = pages.filter { $0.verb == "GET" }.map(\.shape)
    let forms = pages.filter { $0.verb == "POST" }.map(\.shape)
    #expect(forms.count > 20)
    #expect(Set(forms).subtracting(shown) == [])
  }

  @Test("is asked for at one place only")
  func once() {
    let all = pages.map { "\($0.verb) \($0.shape)" }
    #expect(Set(all).count == all.count)
  }
}
