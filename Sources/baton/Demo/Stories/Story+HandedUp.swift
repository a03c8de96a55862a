import Ticketing

/// The customer calls the partner, who solves it, asks its subcontractor, or hands it up to the vendor's third line.
extension Story {
  static let handedUp = [riser, deckOven, showcase, newOffer, oldDishes, kneader, scale]

  /// From the bakery to the partner, and up to the vendor's third line, who work on it.
  private static let riser = Story(
    .daysAgo(3, 5, 20),
    [
      Scene(
        .bram,
        .opens(
          Sheet(
            "Rijskast blijft op 4 graden staan",
            "De rijskast gaat ’s nachts niet meer van koelen naar rijzen. Deeg is dus koud om 4 uur.",
            .urgent, from: .ali, for: .bram, tags: ["rijskast"], at: .bakkerij, fields: ["machine": "AC-PR-20"]))),
      Scene(.bram, after: .minutes(10), .says("Voorlopig bakken we met het deeg van de vriezer.")),
      Scene(
        .bram, after: .minutes(5),
        .offers(.fieldworks, "Graag vandaag, anders geen brood morgen.", respondIn: .hours(3))),
      Scene(.marijke, after: .hours(2), .accepts(eta: .hours(4))),
      Scene(.joost, after: .hours(3), .takes),
      Scene(.joost, after: .hours(1), .says("De regelaar schakelt niet om; voelers en relais zijn goed.", .partner)),
      Scene(.joost, after: .minutes(20), .attaches(.temperatures(name: "rijskast-nacht.csv", risingAt: 20))),
      Scene(
        .joost, after: .minutes(15),
        .offers(
          .acme,
          "Proofer AC-PR-20 does not leave the cooling phase. Sensors and relays are fine, controller 2.1. Known?",
          respondIn: .hours(8))),
      Scene(.ingrid, after: .hours(1), .accepts(eta: .days(4))),
      Scene(
        .ingrid, after: .minutes(50),
        .says(
          "Known with 2.1: it loses an hour after a power cut. Third line prepares a fix; until then set the clock one hour on.",
          .partner)),
      Scene(.raj, after: .hours(3), .says("Reproduced in the lab: pull the plug at five to midnight.")),
      Scene(
        .joost, after: .minutes(40),
        .says("Klok staat een uur vooruit, de kast rijst weer. De echte oplossing komt van de fabrikant.", .public)),
      Scene(.joost, after: .minutes(5), .promises(eta: .days(5), "De fabrikant maakt een oplossing.")),
      Scene(.bram, after: .hours(14), .says("Vannacht ging het goed, dank!", .partner)),
      Scene(.raj, after: .hours(5), .takes),
    ])

  /// From the bakery over the partner to the electrician.
  private static let deckOven = Story(
    .daysAgo(1, 4, 40),
    [
      Scene(
        .bram,
        .opens(
          Sheet(
            "Etageoven slaat uit op 230 graden", "Na tien minuten op temperatuur valt de aardlek in de meterkast.",
            .high, for: .bram,
            tags: ["oven", "stroom"], at: .bakkerij, fields: ["machine": "Etageoven 3"]))),
      Scene(
        .bram, after: .minutes(6), .offers(.fieldworks, "Twee van de drie etages doen het nog.", respondIn: .hours(4))),
      Scene(.piet, after: .hours(2), .accepts(eta: .hours(5))),
      Scene(
        .aylin, after: .hours(3),
        .says("Element 3 lekt naar aarde, en de groep is te licht voor drie etages.", .partner)),
      Scene(
        .aylin, after: .minutes(20), .offers(.sparks, "400 V group for a deck oven, 18 kW. Element we do ourselves.")),
      Scene(.ruth, after: .minutes(45), .accepts(eta: .days(3))),
      Scene(
        .ruth, after: .minutes(5), .says("Needs a 3 × 32 A group; Milan measures the cable before that.", .partner)),
      Scene(.aylin, after: .minutes(30), .promises(eta: .days(3), "De elektricien komt eerst.")),
    ])

  /// Completed by the partner; the bakery is to accept it.
  private static let showcase = Story(
    .daysAgo(4, 8, 30),
    [
      Scene(
        .fleur,
        .opens(
          Sheet(
            "Gebaksvitrine beslaat", "De ruit is de hele dag nat, klanten zien de taart niet.", from: .tineke,
            for: .fleur,
            tags: ["vitrine"], at: .dorpsstraat, fields: ["machine": "Vitrine Dorpsstraat"]))),
      Scene(.fleur, after: .minutes(15), .offers(.fieldworks, "Kan dit deze week?", respondIn: .hours(10))),
      Scene(.marijke, after: .hours(2), .accepts(eta: .days(2))),
      Scene(.joost, after: .days(2), .takes),
      Scene(.joost, after: .hours(1), .says("Ruitverwarming was los, vastgezet. Graag morgen even kijken.", .public)),
      Scene(.joost, after: .minutes(5), .completes(.fixed, "Ruitverwarming weer aangesloten.", minutes: 35)),
    ])

  /// Just handed over.
  private static let newOffer = Story(
    .minutesAgo(35),
    [
      Scene(
        .fleur,
        .opens(
          Sheet(
            "Koelvitrine Stationsplein piept", "Alarm E3, temperatuur nog goed.", from: .ali, for: .fleur,
            tags: ["vitrine"],
            fields: ["machine": "Vitrine Stationsplein"]))),
      Scene(.fleur, after: .minutes(10), .offers(.fieldworks, "Alarm E3, wat betekent dat?", respondIn: .hours(6))),
    ])

  /// Long done.
  private static let oldDishes = Story(
    .daysAgo(28, 9, 0),
    [
      Scene(
        .fleur,
        .opens(
          Sheet("Vaatwasser spoelt niet na", "Glazen blijven troebel.", from: .tineke, for: .fleur, at: .dorpsstraat))),
      Scene(.fleur, after: .minutes(10), .offers(.fieldworks, "Geen haast.")),
      Scene(.marijke, after: .hours(4), .accepts(eta: .days(2))),
      Scene(.joost, after: .days(2), .completes(.fixed, "Naspoelarm ontkalkt.", minutes: 30)),
      Scene(.fleur, after: .days(1), .confirms),
    ])

  /// Handed back to the bakery: nothing for a cooling engineer.
  private static let kneader = Story(
    .daysAgo(11, 6, 0),
    [
      Scene(
        .bram, .opens(Sheet("Kneder maakt lawaai", "Ratelt bij stand 2.", for: .bram, tags: ["kneder"], at: .bakkerij))),
      Scene(.bram, after: .minutes(5), .offers(.fieldworks, "Kunnen jullie kijken?")),
      Scene(.piet, after: .hours(3), .accepts()),
      Scene(
        .piet, after: .hours(5), .returns("Dit is het tandwiel; daarvoor heb je de leverancier van de kneder nodig.")),
      Scene(.bram, after: .hours(1), .says("Leverancier gebeld, komt vrijdag.")),
      Scene(.bram, after: .days(3), .sets("Klaar")),
    ])

  /// The bakery's own.
  private static let scale = Story(
    .daysAgo(1, 12, 0),
    [
      Scene(
        .fleur,
        .opens(Sheet("Weegschaal kassa 2 wijkt af", "20 gram te veel.", .low, from: .tineke, for: .fleur))),
      Scene(.fleur, after: .hours(1), .sets("Bezig")),
      Scene(.koos, after: .hours(1), .says("Ik neem zaterdag de ijkgewichten mee.")),
    ])
}
