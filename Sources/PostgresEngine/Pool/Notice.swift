import SQLStorage
import Storage
import Ticketing

/// What one node tells the others: a desk, and what of it is not as it was.
enum Notice {
  /// Heard on a channel of the schema's, which stands for the hub where a database holds several.
  static let listening = "DO $$ BEGIN EXECUTE format('LISTEN %I', 'baton ' || current_schema()); END $$"

  static let send = Statement("SELECT pg_notify('baton ' || current_schema(), ?1)", scope: .hub)

  /// A text takes less than 8,000 bytes.
  private static let mostTickets = 150

  static func texts(of changes: Set<DeskChange>, in tenant: TenantID) -> [String] {
    let words = changes.compactMap(word)
    return stride(from: 0, to: words.count, by: mostTickets).map { start in
      ([tenant.description] + words[start..<min(start + mostTickets, words.count)]).joined(separator: " ")
    }
  }

  /// Nil where it is nothing that this version says.
  static func read(_ text: String) -> (changes: Set<DeskChange>, tenant: TenantID)? {
    let words = text.split(separator: " ").map(String.init)
    guard let tenant = words.first.flatMap(TenantID.init) else { return nil }
    return (Set(words.dropFirst().compactMap(change)), tenant)
  }

  private static func word(_ change: DeskChange) -> String? {
    switch change {
    case .ticket(let ticket): ticket.description
    case .access: "access"
    case .desk: "desk"
    case .pulse: nil
    }
  }

  private static func change(_ word: String) -> DeskChange? {
    switch word {
    case "access": .access
    case "desk": .desk
    default: TicketID(word).map { .ticket($0) }
    }
  }
}
