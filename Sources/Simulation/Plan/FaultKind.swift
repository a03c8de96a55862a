/// What can go wrong in a simulated world.
package enum FaultKind: String, Sendable, CaseIterable {
  /// A hub's process dies: before a commit, after one, or with messages on their way.
  case crash
  /// The other desk commits, and its answer is lost.
  case lostAnswer
  /// The write-ahead log ends in half a transaction after a crash; where there is a log.
  case tornLog
  case busy
  /// A node's clock jumps, runs backwards or drifts.
  case clocks
  case duplicates
  /// A message is kept on the way and arrives long after others.
  case reorder
  /// One message never gets through, however often it is sent, as long as faults last.
  case lostForGood
  case refusedForNow
  case refusedForGood
  /// Nothing arrives, and nobody says so.
  case blackHole
  case slow
  /// A path is cut for a while, one way or both.
  case partition
  /// The receiving desk stumbles over one message, or is told something that it can never apply.
  case poison
  /// A node stands still with a lane in its hands until its lease has ended.
  case pausedNode
  /// People of two desks act on the same ticket at once.
  case races
  /// The bytes of a file are gone when they are to cross.
  case missingBytes
  case storm
  /// A partnership ends with messages on their way.
  case revoked
  /// Another desk brings a message as if it were its own.
  case stranger
  /// Somebody tries to hand a ticket to a desk that it came from.
  case loops

  /// Its number in the list of faults.
  package var number: String {
    switch self {
    case .crash: "F01"
    case .lostAnswer: "F02"
    case .tornLog: "F05"
    case .busy: "F09"
    case .clocks: "F10"
    case .duplicates: "F11"
    case .reorder: "F12"
    case .lostForGood: "F13"
    case .refusedForNow: "F14"
    case .refusedForGood: "F15"
    case .blackHole: "F16"
    case .slow: "F18"
    case .partition: "F19"
    case .poison: "F20"
    case .pausedNode: "F25"
    case .races: "F26"
    case .missingBytes: "F28"
    case .storm: "F31"
    case .revoked: "F39"
    case .stranger: "I5"
    case .loops: "F40"
    }
  }

  /// Where in the life of a message it can strike.
  package var stages: [Stage] {
    switch self {
    case .crash: Stage.allCases
    case .lostAnswer: [.acknowledged]
    case .tornLog: [.written]
    case .busy: [.begun, .leased, .received, .marked]
    case .clocks, .races, .storm, .revoked, .loops: [.accepted]
    case .duplicates, .reorder, .poison, .stranger: [.received]
    case .lostForGood, .refusedForNow, .refusedForGood, .blackHole, .slow, .partition, .missingBytes: [.sent]
    case .pausedNode: [.leased]
    }
  }

  /// Found by its name or its number.
  package init?(word: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == word || $0.number == word.uppercased() }) else {
      return nil
    }
    self = kind
  }

  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The stages of a message's life, S0 to S8, from a person's word to the sender's note that it was delivered.
package enum Stage: Int, Sendable, CaseIterable {
  case accepted
  case begun
  case written
  case committed
  case leased
  case sent
  case received
  case acknowledged
  case marked

  package var word: String { "S\(rawValue)" }
}
