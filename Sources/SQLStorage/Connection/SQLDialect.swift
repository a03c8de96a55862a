/// Where the engines differ: the form of tables, and full text.
package protocol SQLDialect: Sendable {
  /// A step of a migration in this engine's words.
  func statements(of step: Migration.Step) -> [String]

  /// Conditions on a list of tickets `t`, one for each word that must occur; none of them depends on what was typed but
  /// through its values. Each `?` stands for the next value, `?1` for the tenant.
  func conditions(matching words: [SearchWord], on desk: SearchedDesk) -> [SearchCondition]

  /// Brings the index up to date; within the commit of what it indexes.
  func index(_ changes: [SearchChange], on connection: any SQLConnection) throws
}

/// One `AND …` of a list's query.
package struct SearchCondition: Sendable, Equatable {
  package let sql: String
  package let values: [SQLValue]

  package init(sql: String, values: [SQLValue]) {
    self.sql = sql
    self.values = values
  }
}
