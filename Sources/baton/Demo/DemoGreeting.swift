/// What `baton demo` says: who signs in where, and what to try.
struct DemoGreeting {
  let desks: DemoDesks
  let url: String
  let data: String

  var text: String {
    let signIns = desks.desks.map { desk in
      """
        \(desk.name)
          \(url)/sign-in?desk=\(desk.slug)
          \(desk.admin), password \(desk.password)
      """
    }
    let tokens = desks.desks.map { "  \($0.slug.uppercased())=\($0.token)" }
    return """

      Four desks are linked: Acme Cooling, the vendor; Fieldworks Service, its partner; Sparks Electric, the partner's
      subcontractor; Bakkerij De Korenaar, a customer who calls Fieldworks. One browser can be signed in at all four.

      \(signIns.joined(separator: "\n"))

      Each desk's other people have the same password; they stand under Settings, People, and in \(data)/demo.json.

      What to try:
        1. At Acme, open “Chiller 4 trips at noon”: it is with Sparks, two desks on, and all three write on it.
        2. At Acme, open a new ticket and hand it over to Fieldworks.
        3. At Fieldworks, accept it, write a comment that is shared with partners, and hand it on to Sparks.
        4. At Sparks, accept it and complete it; at Fieldworks, accept the solution and complete; at Acme the same.
        5. The other way: at the bakery, hand a ticket to Fieldworks, who hands it up to Acme's third line.

      Tokens for the API (\(url)/openapi.json; `baton demo --walk` prints a walk of curl lines):
      \(tokens.joined(separator: "\n"))

      """
  }
}
