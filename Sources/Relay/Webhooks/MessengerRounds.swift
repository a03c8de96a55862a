import Storage

/// The webhooks that are being told something: each by one at a time.
actor MessengerRounds {
  private var working: Set<WebhookKey> = []
  /// Rung for while it was worked on, or while there was no place.
  private var again: Set<WebhookKey> = []

  /// Takes those that nobody works on, as long as there is a place.
  func begin(_ keys: [WebhookKey], atOnce most: Int) -> [WebhookKey] {
    keys.filter { key in
      guard !working.contains(key), working.count < most else {
        again.insert(key)
        return false
      }
      working.insert(key)
      return true
    }
  }

  /// - Returns: whether to look once more.
  func end(_ key: WebhookKey) -> Bool {
    working.remove(key)
    guard !again.isEmpty else { return false }
    again = []
    return true
  }
}
