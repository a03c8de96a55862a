import Ticketing

/// Tickets that belong together: parts, doubles, and second matters.
extension Story {
  static let families = [butcherRefit, hotelDouble, twoMatters]

  /// One job of the partner's in two parts, handed at once to the electrician and up to the vendor.
  private static let butcherRefit = Story(
    .daysAgo(5, 8, 0),
    [
      Scene(
        .marijke,
        .opens(
          Sheet(
            "Ombouw koelcel Slagerij De Boer", "Nieuwe regelaar en een eigen groep voor de koelcel, op dezelfde dag.",
            type: .change,
            from: .henk, for: .marijke, tags: ["ombouw"], at: .slagerij, fields: ["van": "Van 2"]))),
      Scene(
        .marijke, after: .minutes(20),
        .opensChild(
          Sheet(
            "Eigen groep voor de koelcel, 3 × 16 A", "Vanuit de meterkast, 14 meter.", type: .change, at: .slagerij),
          as: "group")),
      Scene(
        .marijke, after: .minutes(5),
        .opensChild(
          Sheet(
            "Controller for a cold room, pre-set", "Model CR with R290 curve; delivered to our van.", type: .request),
          as: "controller")),
      Scene(
        .marijke, after: .minutes(5), on: "group",
        .offers(.sparks, "Please on the same day as our Van 2.", respondIn: .days(1))),
      Scene(
        .marijke, after: .minutes(2), on: "controller",
        .offers(.acme, "Can you pre-set one for R290?", respondIn: .days(2))),
      Scene(.ruth, after: .hours(2), on: "group", .accepts(eta: .days(7))),
      Scene(.raj, after: .hours(1), on: "controller", .accepts(eta: .days(6))),
      Scene(.raj, after: .hours(20), on: "controller", .says("Set and tested, leaves the house tomorrow.", .partner)),
      Scene(.marijke, after: .hours(3), .takes),
      Scene(.piet, after: .hours(1), .says("Henk sluit maandag om 13:00 voor ons.")),
    ])

  /// Told twice: merged into the first.
  private static let hotelDouble = Story(
    .daysAgo(9, 8, 20),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Ice machine makes no ice", "Water runs through.", from: .lucia, for: .nadia, tags: ["ice"],
            at: .hotelKitchen))),
      Scene(
        .tom, after: .minutes(55), on: "second",
        .opens(Sheet("Ice machine in the bar empty", "The night porter called.", from: .lucia, tags: ["ice"]))),
      Scene(.tom, after: .minutes(5), on: "second", .says("Same machine as Nadia's, I think.")),
      Scene(.tom, after: .minutes(10), on: "second", .merges(into: "")),
      Scene(.nadia, after: .hours(2), .says("Water valve stuck; the porter tapped it. Good for now.", .public)),
      Scene(.nadia, after: .hours(20), .sets("Solved")),
    ])

  /// Two matters in one ticket: split.
  private static let twoMatters = Story(
    .daysAgo(4, 14, 0),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Cold aisle: noise, and the last invoice", "Fan rattles. And last month's invoice has the wrong site.",
            from: .grace,
            for: .tom, tags: ["noise"], at: .freshmartRiver))),
      Scene(
        .tom, after: .minutes(10),
        .says("Grace: last month's invoice names Hill Street, it must be River Road.", as: "invoice")),
      Scene(
        .tom, after: .minutes(5),
        .splits(
          Sheet(
            "Invoice of last month names the wrong site", "Hill Street instead of River Road.", type: .request, .low,
            from: .grace, tags: ["invoice"]),
          as: "invoice", taking: "invoice")),
      Scene(.lena, after: .hours(3), on: "invoice", .says("Corrected invoice goes out on Friday.")),
      Scene(.tom, after: .days(1), .sets("Waiting for requester")),
      Scene(.tom, after: .minutes(1), .says("Does it rattle all day, or only when the defrost ends?", .public)),
    ])
}
