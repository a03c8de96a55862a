extension Story {
  /// Everything that happened at the demonstration's desks.
  static let all: [Story] = handedDown + chains + handedUp + turns + families + ownWork
}
