/// Now and then the world looks whether a desk's commit has touched another desk.
extension World {
  private static let every = 32

  /// What all desks but one are; nil where nobody looks this time.
  func sample(but desk: Int) throws -> [UInt64]? {
    samples += 1
    guard phase == .working, samples % Self.every == 0 else { return nil }
    return try desks.indices.filter { $0 != desk }.map { try digest(of: $0) }
  }

  func compare(_ before: [UInt64]?, but desk: Int) throws {
    guard let before else { return }
    chronicle.check(.tenancy)
    let after = try desks.indices.filter { $0 != desk }.map { try digest(of: $0) }
    guard before == after else { throw Breach(.tenancy, "a commit of \(name(desk)) has changed another desk") }
  }
}
