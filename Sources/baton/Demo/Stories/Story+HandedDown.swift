import Ticketing

/// The vendor hands tickets to its partner: one story for each thing that may become of an offer.
extension Story {
  static let handedDown = [
    freezerAisle, deliRow, medicineFridge, iceCream, flowerCooler, farIsland, wrongShop, hotelMinibar, lightsOnly,
    coldRoomDoor, overdueWine, hotelFollowUp, quietlyAccepted,
  ]

  /// Offered, and not answered yet.
  private static let freezerAisle = Story(
    .minutesAgo(70),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Freezer island at -9 °C and rising",
            "Since this morning the island by the tills no longer holds temperature. The goods are moved; the fans run.",
            .urgent, from: .dev, for: .nadia, tags: ["freezer", "food-safety"], at: .freshmartHill,
            fields: ["serial": "AC-12-2093", "contract": "Gold", "refrigerant": "R290"]))),
      Scene(.nadia, after: .minutes(6), .says("Gold contract: four hours on site.")),
      Scene(
        .nadia, after: .minutes(9), .attaches(.chart(name: "island-12-last-24h.png", risingAt: 9))),
      Scene(
        .nadia, after: .minutes(12),
        .offers(
          .fieldworks,
          "Please go today; the shop has moved the goods to the cold room. Chart of the last day is attached.",
          respondIn: .hours(2), resolveIn: .hours(8))),
    ])

  /// Accepted; somebody is on the way.
  private static let deliRow = Story(
    .minutesAgo(290),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Deli counter drips on the floor",
            "Water under the counter, about a bucket an hour. Customers walk around it.",
            .high, from: .grace, for: .tom, tags: ["counter"], at: .freshmartRiver,
            fields: ["serial": "AC-40-1187", "contract": "Silver"]))),
      Scene(.tom, after: .minutes(5), .says("Thank you Grace, we are sending somebody today.", .public)),
      Scene(
        .tom, after: .minutes(15), .offers(.fieldworks, "Probably the drain. Wet vacuum needed.", respondIn: .hours(4))),
      Scene(.marijke, after: .minutes(35), .accepts(eta: .hours(5))),
      Scene(.marijke, after: .minutes(4), .says("Joost neemt dit mee na Hill Street.")),
      Scene(.joost, after: .minutes(80), .takes),
      Scene(.joost, after: .minutes(2), .sets("On the road")),
      Scene(.joost, after: .minutes(60), .says("On my way, there by half past.", .partner)),
      Scene(.tom, after: .minutes(9), .says("Ask for Grace at the loading bay, please.", .partner)),
    ])

  /// Completed; the vendor is to look at it.
  private static let medicineFridge = Story(
    .daysAgo(3, 7, 40),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Medicine fridge alarms at night", "High-temperature alarm at 02:10 and 04:35, back to normal by itself.",
            .urgent, from: .omar, for: .nadia, tags: ["medicine"], at: .hospitalPharmacy,
            fields: ["serial": "AC-06-3311", "contract": "Gold", "refrigerant": "R290"]))),
      Scene(.nadia, after: .minutes(10), .attaches(.temperatures(name: "mf6-log.csv", risingAt: 2))),
      Scene(.nadia, after: .minutes(5), .offers(.fieldworks, "Escort needed, see access.", respondIn: .hours(2))),
      Scene(.piet, after: .minutes(25), .accepts(eta: .hours(6))),
      Scene(.aylin, after: .hours(3), .takes),
      Scene(.aylin, after: .hours(2), .says("Door seal is torn at the hinge. I have one in the van.", .partner)),
      Scene(
        .aylin, after: .minutes(50),
        .attaches(
          .report(
            name: "visit-mf6.pdf",
            lines: [
              "Visit report", "Northgate Hospital, medicine fridge MF-6",
              "Door seal replaced, defrost setting checked.",
              "Temperature after 30 minutes: 4.1 C",
            ]))),
      Scene(
        .aylin, after: .minutes(6),
        .completes(.fixed, "Door seal replaced; 4.1 °C after half an hour.", minutes: 95, serial: "AC-06-3311")),
      Scene(.nadia, after: .hours(18), .says("Asked Omar whether the night was quiet.")),
    ])

  /// Completed and accepted.
  private static let iceCream = Story(
    .daysAgo(30, 9, 5),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Ice on the evaporator, fans blocked", "The dealer's photos show solid ice.", .high, from: .grace,
            for: .tom,
            tags: ["freezer"], at: .freshmartRiver, fields: ["contract": "Silver", "refrigerant": "R448A"]))),
      Scene(.tom, after: .minutes(30), .offers(.fieldworks, "Defrost by hand and look at the heater, please.")),
      Scene(.marijke, after: .hours(2), .accepts(eta: .hours(20))),
      Scene(.joost, after: .hours(19), .takes),
      Scene(.joost, after: .hours(2), .completes(.fixed, "Defrost heater replaced, ice removed.", minutes: 140)),
      Scene(.tom, after: .days(1), .confirms),
      Scene(.tom, after: .minutes(2), .says("All is well again; we close this.", .public)),
      Scene(.tom, after: .minutes(2), .sets("Solved")),
    ])

  /// Declined: not their region.
  private static let farIsland = Story(
    .daysAgo(5, 10, 20),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Cold store on the Isle of Merrow warm", "12 °C in the fish store, compressor silent.", .high, from: .lucia,
            for: .nadia, tags: ["cold-room"], fields: ["contract": "None"]))),
      Scene(.nadia, after: .minutes(20), .offers(.fieldworks, "Could you take the ferry tomorrow?")),
      Scene(
        .marijke, after: .hours(1),
        .declines("We do not serve the islands: the ferry takes the whole day. Merrow Marine has a fitter there.")),
      Scene(.nadia, after: .minutes(15), .says("Called the local fitter, he goes this afternoon.")),
      Scene(.nadia, after: .days(1), .sets("Solved")),
    ])

  /// Withdrawn before anybody answered.
  private static let wrongShop = Story(
    .daysAgo(8, 13, 0),
    [
      Scene(
        .tom,
        .opens(
          Sheet("Counter lamp out", "Left lamp of the meat counter.", .low, from: .grace, for: .tom, tags: ["light"]))),
      Scene(.tom, after: .minutes(8), .offers(.fieldworks, "When you are there anyway.")),
      Scene(.tom, after: .minutes(25), .quotes("Never mind, our own electrician has changed it.")),
      Scene(.tom, after: .minutes(2), .withdraws),
      Scene(.tom, after: .minutes(1), .sets("Closed")),
    ])

  /// Taken back by the vendor, which found the cause itself.
  private static let hotelMinibar = Story(
    .daysAgo(14, 8, 30),
    [
      Scene(
        .ingrid,
        .opens(
          Sheet(
            "Cold room controller loses its settings", "After each power cut the set point is back at +8 °C.", .high,
            from: .lucia, for: .ingrid, tags: ["controller"], at: .hotelKitchen, fields: ["serial": "AC-02-0450"]))),
      Scene(.ingrid, after: .hours(1), .offers(.fieldworks, "Please read out the firmware version.")),
      Scene(.piet, after: .hours(1), .accepts(eta: .days(2))),
      Scene(.ingrid, after: .hours(20), .says("Found it: firmware 2.1 forgets. We can update from here.", .partner)),
      Scene(.ingrid, after: .minutes(5), .recalls("We update the firmware remotely; nobody needs to go.")),
      Scene(.ingrid, after: .hours(3), .says("Updated to 2.3, kept its settings over two restarts.")),
      Scene(.ingrid, after: .minutes(5), .sets("Solved")),
    ])

  /// Handed back: not what the partner does.
  private static let lightsOnly = Story(
    .daysAgo(2, 9, 45),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Flower cooler hums loudly", "Louder by the week; customers ask about it.", from: .june, for: .nadia,
            tags: ["noise"], at: .blossomStore, fields: ["serial": "AC-03-0912", "contract": "Silver"]))),
      Scene(.nadia, after: .minutes(40), .offers(.fieldworks, "Fan bearing, I suppose.")),
      Scene(.marijke, after: .hours(2), .accepts()),
      Scene(.joost, after: .hours(4), .takes),
      Scene(
        .joost, after: .hours(1), .says("It is the compressor itself, a warranty case. We may not open it.", .partner)),
      Scene(
        .joost, after: .minutes(5), .returns("Compressor under warranty: the vendor has to decide about an exchange.")),
      Scene(.nadia, after: .hours(1), .says("Raj, can you decide about the exchange?")),
      Scene(.raj, after: .hours(2), .takes),
    ])

  /// Not solved the first time: sent back once, then accepted.
  private static let coldRoomDoor = Story(
    .daysAgo(20, 8, 15),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Cold room door does not close by itself", "It stays a hand's width open.", from: .lucia, for: .tom,
            tags: ["cold-room", "door"], at: .hotelKitchen))),
      Scene(.tom, after: .minutes(20), .offers(.fieldworks, "Hinge or closer?")),
      Scene(.marijke, after: .hours(1), .accepts(eta: .days(1))),
      Scene(.aylin, after: .days(1), .takes),
      Scene(.aylin, after: .hours(1), .completes(.fixed, "Closer adjusted.", minutes: 40)),
      Scene(.tom, after: .hours(20), .quotes("Sorry, this morning it was open again.")),
      Scene(
        .tom, after: .minutes(10), .reworks("The guest reports it open again this morning: please look at the hinge.")),
      Scene(.aylin, after: .hours(6), .says("Hinge pin is worn, new one fitted.", .partner)),
      Scene(.aylin, after: .minutes(10), .completes(.fixed, "Hinge pin replaced, closer adjusted again.", minutes: 55)),
      Scene(.tom, after: .days(2), .confirms),
      Scene(.tom, after: .minutes(1), .sets("Solved")),
    ])

  /// The answer is overdue.
  private static let overdueWine = Story(
    .daysAgo(1, 9, 10),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Wine cabinet too cold", "Reds at 7 °C. The display says 16 °C.", from: .lucia, for: .tom, tags: ["sensor"],
            at: .hotelKitchen, fields: ["contract": "None"]))),
      Scene(
        .tom, after: .minutes(15), .offers(.fieldworks, "Sensor, most likely. This week is fine.", respondIn: .hours(4))
      ),
      Scene(.tom, after: .hours(6), .says("No answer yet; I ring Marijke tomorrow.")),
    ])

  /// An earlier job taken up again: the second handoff follows the first.
  private static let hotelFollowUp = Story(
    .daysAgo(16, 9, 30),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Kitchen fridge short of refrigerant", "Compressor runs all day, 9 °C.", .high, from: .lucia, for: .nadia,
            tags: ["leak"], at: .hotelKitchen, fields: ["refrigerant": "R448A", "serial": "AC-02-0450"]))),
      Scene(.nadia, after: .minutes(30), .offers(.fieldworks, "Leak search, please.", respondIn: .hours(8))),
      Scene(.piet, after: .hours(2), .accepts(eta: .days(1))),
      Scene(.joost, after: .days(1), .takes),
      Scene(.joost, after: .hours(3), .completes(.workaround, "Refilled 0.8 kg; leak not found yet.", minutes: 180)),
      Scene(.nadia, after: .days(1), .confirms),
      Scene(.nadia, after: .minutes(2), .sets("Solved")),
      Scene(.nadia, after: .days(9), .quotes("It is at 9 degrees again.")),
      Scene(.nadia, after: .minutes(20), .sets("In progress")),
      Scene(
        .nadia, after: .minutes(10),
        .offers(.fieldworks, "The same fridge again. Please search with nitrogen this time.", respondIn: .days(30))),
      Scene(.piet, after: .hours(3), .accepts(eta: .days(20))),
    ])

  /// Nobody said anything, and after a week the completion counted as accepted.
  private static let quietlyAccepted = Story(
    .daysAgo(38, 10, 0),
    [
      Scene(
        .tom,
        .opens(
          Sheet(
            "Yearly check of the cold aisle", "Filters, seals, refrigerant.", type: .request, .low, from: .grace,
            for: .tom,
            tags: ["maintenance"], at: .freshmartRiver, fields: ["contract": "Silver"]))),
      Scene(.tom, after: .minutes(20), .offers(.fieldworks, "As every year.")),
      Scene(.marijke, after: .hours(3), .accepts(eta: .days(5))),
      Scene(.aylin, after: .days(5), .takes),
      Scene(
        .aylin, after: .hours(3),
        .attaches(
          .report(
            name: "yearly-check.pdf",
            lines: [
              "Yearly check", "Freshmart, River Road", "Filters changed, no leak found.",
            ]))),
      Scene(.aylin, after: .minutes(5), .completes(.fixed, "Filters changed, no leak.", minutes: 180)),
    ])

  /// Parts are ordered; the ticket rests until they come.
  private static let flowerCooler = Story(
    .daysAgo(6, 8, 50),
    [
      Scene(
        .nadia,
        .opens(
          Sheet(
            "Flower cooler: condenser fan dead", "Cools, but only just.", .high, from: .june, for: .nadia,
            tags: ["fan", "parts"], at: .blossomStore, fields: ["serial": "AC-03-0912", "refrigerant": "R290"]))),
      Scene(.nadia, after: .minutes(25), .offers(.fieldworks, "Fan is part 77-310.", respondIn: .hours(4))),
      Scene(.marijke, after: .hours(1), .accepts(eta: .days(1))),
      Scene(.joost, after: .days(1), .takes),
      Scene(.joost, after: .hours(1), .says("77-310 is not in stock, ordered today.", .partner)),
      Scene(
        .joost, after: .minutes(5),
        .sets("Parts ordered", hold: "Condenser fan 77-310, from the factory", until: .days(9))),
      Scene(.joost, after: .minutes(5), .promises(eta: .days(10), "The fan comes next week.")),
      Scene(.nadia, after: .hours(2), .says("June moves the tulips to the back room until then.", .partner)),
    ])
}
