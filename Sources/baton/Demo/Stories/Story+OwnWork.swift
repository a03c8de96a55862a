import Ticketing

/// What the desks do without a partner.
extension Story {
  static let ownWork = acmeAlone + fieldworksAlone + sparksAlone

  private static let acmeAlone = [
    alone(
      .nadia, .daysAgo(42, 9, 0), "How often must the door seals be changed?", "Asked for three shops.", .dev, "Closed",
      "Every two years, or when a sheet of paper slips through."),
    alone(
      .tom, .daysAgo(40, 11, 0), "Manual for the flower cooler", "The paper one is lost.", .june, "Closed",
      "Sent as a PDF; the link is in your mail."),
    alone(
      .ingrid, .daysAgo(36, 10, 0), "Controller shows E7 after restart", "Goes away by itself.", .omar, "Solved",
      "E7 is the self-test; it takes two minutes. No fault."),
    alone(
      .nadia, .daysAgo(33, 15, 0), "New contact at the hospital", "From next month Omar's deputy too.", .omar, "Closed",
      "Noted on the contract."),
    alone(
      .raj, .daysAgo(26, 9, 0), "Fan speed steps on R744 units", "The curve jumps between 40 and 60 %.", .grace,
      "Solved", "Curve file 4.2 smooths it; sent to the shop."),
    alone(
      .tom, .daysAgo(22, 13, 0), "Quote for a second wine cabinet", "Same size, glass door.", .lucia, "Closed",
      "Quote sent by sales."),
    alone(
      .nadia, .daysAgo(18, 8, 0), "Alarm mails go to a former colleague", "Please send them to the reception.", .lucia,
      "Solved", "Changed and tested."),
    alone(
      .tom, .daysAgo(13, 10, 0), "Shelf broken in transport", "Third one in this delivery.", .june, "Parked",
      "A new shelf leaves the factory at the end of the month."),
    alone(
      .ingrid, .daysAgo(10, 9, 0), "Log export has gaps at midnight", "One row missing each night.", .omar,
      "In progress", nil),
    alone(
      .nadia, .daysAgo(6, 16, 0), "Gold contract for River Road?", "What would it cost?", .grace,
      "Waiting for requester", "From when would you like it to begin?"),
    alone(
      .raj, .daysAgo(4, 9, 0), "Compressor starts eleven times an hour", "Seen in the remote log, nobody has called.",
      nil, "In progress", nil),
    alone(
      .tom, .daysAgo(2, 15, 0), "Key for the control box", "Lost; where can we order one?", .dev, "Cancelled",
      "Found again in the drawer."),
    alone(
      .nadia, .minutesAgo(160), "Freezer door frozen shut", "Opened with warm water; will happen again tonight.", .dev,
      "In progress", nil),
    alone(.tom, .minutesAgo(55), "Noise meter says 71 dB at the counter", "The neighbours complain.", .grace, nil, nil),
    alone(
      .nadia, .minutesAgo(20), "Display dark on the medicine fridge", "It cools; the display is off.", .omar, nil, nil),
  ]

  private static let fieldworksAlone = [
    alone(
      .marijke, .daysAgo(21, 9, 0), "Onderhoud vaatwasser", "Jaarlijkse beurt.", .sanne, "Job done",
      "Ontkalkt en getest."),
    alone(
      .joost, .daysAgo(9, 9, 0), "Koelwerkbank te warm", "8 graden in lade 2.", .sanne, "Job done",
      "Condensor schoongemaakt, weer 3 graden."),
    alone(
      .aylin, .daysAgo(3, 9, 0), "Vetput ruikt", "Deksel sluit niet.", .sanne, "Parts ordered",
      "Nieuwe pakking is besteld."),
    alone(.marijke, .minutesAgo(130), "Koelcel deur klemt", "Henk krijgt hem niet open.", .henk, nil, nil),
  ]

  private static let sparksAlone = [
    alone(
      .ruth, .daysAgo(15, 9, 0), "Emergency lights on floor 2", "Two of nine stay dark.", .priya, "Archive",
      "Batteries changed in all nine."),
    alone(
      .milan, .daysAgo(4, 9, 0), "Sockets in the meeting room dead", "Since the carpet was laid.", .priya, "Busy", nil),
    alone(.ruth, .minutesAgo(100), "Quote for charging points", "Six cars, later twelve.", .priya, nil, nil),
  ]

  /// One desk, one question, and perhaps an answer and an end.
  private static func alone(
    _ who: DemoPerson, _ beginning: Beginning, _ subject: String, _ description: String, _ requester: DemoContact?,
    _ status: String?, _ answer: String?
  ) -> Story {
    let isWorkedOn = status != nil
    let opening = Sheet(subject, description, from: requester, for: isWorkedOn ? who : nil)
    let reply = answer.map { Scene(who, after: .hours(2), .says($0, requester == nil ? .internal : .public)) }
    let end = status.map { Scene(who, after: .minutes(isWorkedOn ? 12 : 0), .sets($0)) }
    return Story(beginning, [Scene(who, .opens(opening))] + [reply, end].compactMap(\.self))
  }
}
