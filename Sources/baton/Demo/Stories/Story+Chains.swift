import Ticketing

/// Three desks in a row: the vendor, its partner, the partner's subcontractor.
extension Story {
  static let chains = [noonTrips, coldStoreSupply, meterCupboard]

  /// In work at the far end of the chain.
  private static let noonTrips = Story(
    .daysAgo(2, 11, 55),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Chiller 4 trips at noon",
            "Breaker F7 falls between 12:00 and 12:30, three days in a row. Restarts by hand.",
            .urgent, from: .grace, for: .nadia, tags: ["chiller", "electric"], at: .freshmartRiver,
            fields: ["serial": "AC-40-1187", "contract": "Gold", "refrigerant": "R448A"]))),
      Scene(
        .nadia, after: .minutes(7),
        .says("Hello Grace, a technician comes this afternoon. Please leave F7 off.", .public)),
      Scene(
        .nadia, after: .minutes(8),
        .offers(.fieldworks, "Please go on site today.", respondIn: .hours(2), resolveIn: .days(4))),
      Scene(.marijke, after: .minutes(22), .accepts(eta: .hours(3))),
      Scene(.joost, after: .minutes(90), .takes),
      Scene(
        .joost, after: .hours(1),
        .says("12.4 A on L2, 8 A on the others. This is the installation, not the chiller.", .partner, as: "measured")),
      Scene(
        .joost, after: .minutes(6),
        .edits("measured", to: "14.2 A on L2, 8 A on the others. This is the installation, not the chiller.")),
      Scene(.joost, after: .minutes(12), .attaches(.chart(name: "current-L2.png", risingAt: 12))),
      Scene(
        .marijke, after: .minutes(20),
        .offers(.sparks, "Loose neutral or an overloaded group? F7, cold aisle.", respondIn: .hours(8))),
      Scene(.ruth, after: .hours(1), .accepts(eta: .hours(40))),
      Scene(.milan, after: .hours(16), .takes),
      Scene(.milan, after: .minutes(5), .says("Bring the thermal camera. Parking is a pain there.")),
      Scene(
        .milan, after: .hours(2),
        .says("Terminal of F7 is burnt. New block is coming with me tomorrow morning.", .partner)),
      Scene(.milan, after: .minutes(2), .promises(eta: .hours(46), "The new block has to be fetched first.")),
      Scene(
        .marijke, after: .minutes(30),
        .says("Thanks Milan. Grace has to know that the aisle is off from seven to eight.", .partner)),
      Scene(.marijke, after: .minutes(2), .promises(eta: .hours(46), "Our electrician fetches a new terminal block.")),
      Scene(.nadia, after: .minutes(45), .says("Told her; she is fine with it.", .partner)),
      Scene(
        .nadia, after: .minutes(3),
        .says("Tomorrow from seven to eight the aisle is off for an hour; after that it should hold.", .public)),
    ])

  /// The subcontractor is done and its solution was accepted; the partner completes upwards, the vendor accepts.
  private static let coldStoreSupply = Story(
    .daysAgo(24, 7, 30),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Cold room: no light and no fan", "Compressor runs, everything else is dead.", .high, from: .lucia,
            for: .tom,
            tags: ["cold-room", "electric"], at: .hotelKitchen))),
      Scene(.tom, after: .minutes(15), .offers(.fieldworks, "Fuse? Please look.", respondIn: .hours(4))),
      Scene(.piet, after: .minutes(40), .accepts(eta: .hours(5))),
      Scene(.aylin, after: .hours(4), .says("Group 3 is dead. We need an electrician.", .partner)),
      Scene(.aylin, after: .minutes(15), .offers(.sparks, "Group 3 in the kitchen cupboard.")),
      Scene(.ruth, after: .minutes(50), .accepts(eta: .hours(18))),
      Scene(.milan, after: .hours(18), .takes),
      Scene(
        .milan, after: .hours(1), .says("Water in the junction box above the door; box replaced and sealed.", .public)),
      Scene(.milan, after: .minutes(10), .completes(.fixed, "Junction box replaced and sealed.", minutes: 75)),
      Scene(.marijke, after: .hours(2), .releases),
      Scene(.marijke, after: .minutes(5), .confirms),
      Scene(
        .marijke, after: .minutes(10), .completes(.fixed, "Junction box replaced by our electrician.", minutes: 120)),
      Scene(.tom, after: .days(1), .confirms),
      Scene(.tom, after: .minutes(1), .sets("Solved")),
    ])

  /// The subcontractor has said that it is done; the partner looks before it goes on.
  private static let meterCupboard = Story(
    .daysAgo(1, 8, 5),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Residual current breaker falls with the defrost", "Each night at 03:00, with the defrost of row 2.", .high,
            from: .dev, for: .nadia, tags: ["electric", "defrost"], at: .freshmartHill))),
      Scene(.nadia, after: .minutes(12), .offers(.fieldworks, "Heater or wiring?", respondIn: .hours(4))),
      Scene(.marijke, after: .minutes(18), .accepts(eta: .hours(4))),
      Scene(.aylin, after: .hours(2), .says("Heaters are fine; insulation of the supply is not.", .partner)),
      Scene(.aylin, after: .minutes(10), .offers(.sparks, "Supply of row 2, insulation below 0.2 MΩ.")),
      Scene(.sam, after: .minutes(30), .accepts(eta: .hours(3))),
      Scene(.milan, after: .hours(3), .completes(.fixed, "Eight metres of cable replaced, 200 MΩ now.", minutes: 110)),
      Scene(.marijke, after: .minutes(50), .promises(eta: .hours(40), "We wait for one more night with a defrost.")),
      Scene(.marijke, after: .minutes(10), .says("Vannacht even afwachten of de defrost goed gaat.")),
    ])
}
