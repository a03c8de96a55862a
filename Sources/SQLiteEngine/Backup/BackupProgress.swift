/// How far a long piece of work has come.
package struct BackupProgress: Sendable, Equatable {
  package enum Step: String, Sendable, CaseIterable, Codable {
    /// In pages of the database.
    case database
    /// In rows, from one engine to another.
    case rows
    /// In rows that are read again, here and there.
    case comparing
    /// In attachments.
    case files
    /// In attachments whose bytes are read again and held against their hash.
    case verifying
  }

  package let step: Step
  package let done: Int
  package let total: Int

  package init(_ step: Step, done: Int, total: Int) {
    self.step = step
    self.done = done
    self.total = total
  }

  /// Is told now and then; what it throws ends the work.
  package typealias Listener = @Sendable (BackupProgress) throws -> Void
}
