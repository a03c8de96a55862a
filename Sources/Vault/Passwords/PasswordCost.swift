/// What one password costs, for us and for who guesses (RFC 9106, 3.1).
package struct PasswordCost: Sendable, Equatable {
  /// 8 KiB for each lane at least; 256 MiB at most, so that a row in storage cannot take all memory.
  package let memoryInKiB: UInt32
  /// 1 to 16.
  package let passes: UInt32
  /// 1 to 4; libargon2 takes a thread for each.
  package let lanes: UInt32

  package init?(memoryInKiB: UInt32, passes: UInt32, lanes: UInt32) {
    guard (1...4).contains(lanes), (1...16).contains(passes), (8 * lanes...262_144).contains(memoryInKiB) else {
      return nil
    }
    self.init(memory: memoryInKiB, passes: passes, lanes: lanes)
  }

  private init(memory: UInt32, passes: UInt32, lanes: UInt32) {
    memoryInKiB = memory
    self.passes = passes
    self.lanes = lanes
  }

  /// 19 MiB, 2 passes, 1 lane: OWASP's Password Storage Cheat Sheet.
  package static let standard = PasswordCost(memory: 19_456, passes: 2, lanes: 1)
  /// As little as there is: for tests, never for people.
  package static let lowest = PasswordCost(memory: 8, passes: 1, lanes: 1)
}
