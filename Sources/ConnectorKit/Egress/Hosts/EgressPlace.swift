/// Who is asked, and for whom: what is asked at one place is bounded together.
package struct EgressPlace: Sendable, Hashable {
  package let host: String
  package let port: Int
  /// Empty where it is nobody's in particular.
  package let account: String

  package init(host: String, port: Int, account: String = "") {
    self.host = host
    self.port = port
    self.account = account
  }
}
