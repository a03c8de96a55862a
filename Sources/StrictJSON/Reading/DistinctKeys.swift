/// Tells a key that an object has already, in linear time also for an object of a hundred thousand members.
///
/// Keys that Swift calls equal (`é` in two Unicode forms) count as one, so that no dictionary of them can trap.
struct DistinctKeys {
  private static let fewMembers = 12
  private var seen: Set<String> = []

  /// False when the key is there already.
  mutating func insert(_ key: String, beside object: JSONObject) -> Bool {
    if object.members.count < DistinctKeys.fewMembers {
      return !object.members.contains { $0.key == key }
    }
    if seen.isEmpty { seen = Set(object.members.lazy.map(\.key)) }
    return seen.insert(key).inserted
  }
}
