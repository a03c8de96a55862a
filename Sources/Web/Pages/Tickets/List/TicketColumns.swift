/// The heads of the list by which it can be ordered.
struct TicketColumns {
  struct Head {
    let address: String
    /// `ascending`, `descending` or `none`, as in ARIA.
    let order: String
  }

  /// Numbers count up as tickets are made, so the number's head orders by the time of making.
  let byNumber: Head
  let byPriority: Head
  let byUpdate: Head

  init(_ address: TicketListAddress) {
    func head(_ name: String) -> Head {
      switch address["sort"] ?? "-updated" {
      case "-\(name)": Head(address: address.with("sort", name).text(), order: "descending")
      case name: Head(address: address.with("sort", "-\(name)").text(), order: "ascending")
      case _: Head(address: address.with("sort", "-\(name)").text(), order: "none")
      }
    }
    byNumber = head("created")
    byPriority = head("priority")
    byUpdate = head("updated")
  }
}
