/// Hashes and verifies passwords on threads of its own; one for the whole hub, since it bounds the memory in use.
package struct PasswordHasher: Sendable {
  static let saltLength = 16
  static let hashLength = 32

  private let cost: PasswordCost
  private let random: RandomBytes
  private let threads: PasswordThreads
  /// What a password is held against where there is no hash: one of the hasher's own cost that nothing fits.
  package let decoy: PasswordHash

  /// - Parameters:
  ///   - atOnce: how many passwords are worked on at a time; each takes the memory of its cost.
  ///   - waiting: how many more may wait for their turn; beyond that callers are told `.busy`.
  package init(cost: PasswordCost = .standard, atOnce: Int = 2, waiting: Int = 64, random: RandomBytes = .system) {
    self.cost = cost
    self.random = random
    threads = PasswordThreads(atOnce: atOnce, waiting: waiting)
    decoy = .decoy(cost, random: random)
  }

  /// A new hash with a salt of its own, whose `text` is what is kept.
  package func hash(_ password: Password) async throws(PasswordFailure) -> PasswordHash {
    let salt = random(Self.saltLength)
    let text = try await threads.run { [cost] () throws(PasswordFailure) in
      try Argon2.hash(password, salt: salt, length: Self.hashLength, cost: cost)
    }
    return PasswordHash(text: text, cost: cost)
  }

  /// Whether the password is the one that was hashed.
  ///
  /// - Parameter hash: nil for somebody who is unknown or has no password; the answer is then false, after as much work as
  ///   for one who has, so that the time does not tell who exists.
  package func verify(_ password: Password, against hash: PasswordHash?) async throws(PasswordFailure) -> Bool {
    let hash = hash ?? decoy
    return try await threads.run { () throws(PasswordFailure) in try Argon2.verify(password, against: hash) }
  }

  /// Whether a hash is of another cost than new ones: hash the password anew when it was just verified.
  package func isOutdated(_ hash: PasswordHash) -> Bool { hash.cost != cost }
}
