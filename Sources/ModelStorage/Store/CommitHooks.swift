import Storage
package import Ticketing

/// What is asked before and after each commit of one hub's: how a simulator makes a hub fail where it hurts.
///
/// Both are asked on the task that writes, in the order of the commits. What `before` throws loses the commit: all is as
/// it was, and the caller gets the error. What `after` throws loses only the answer: the commit stands, nobody is woken or
/// told, and the caller gets the error.
package struct CommitHooks: Sendable {
  package let before: @Sendable (Commit) throws -> Void
  package let after: @Sendable (Commit) throws -> Void

  /// - Parameter before: is asked while the store is locked, so it must not call any hub of the store.
  package init(
    before: @escaping @Sendable (Commit) throws -> Void = { _ in },
    after: @escaping @Sendable (Commit) throws -> Void = { _ in }
  ) {
    self.before = before
    self.after = after
  }
}

/// One commit, as a hook sees it.
package struct Commit: Sendable, Equatable {
  /// Counts the store's commits from 1, those that were lost included; it begins anew with each store.
  package let number: Int
  package let tenant: TenantID
  /// Whether it changes anything.
  package let isChange: Bool
}
