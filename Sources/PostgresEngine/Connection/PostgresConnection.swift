import CLibpq
package import SQLStorage
import Storage

/// One connection to the server, for one thread.
package final class PostgresConnection: SQLConnection {
  /// A statement that the server refused.
  struct Failure {
    let state: SQLState
    let error: StorageError
  }

  let library: PQLibrary
  let connection: OpaquePointer
  private var names = StatementNames()
  /// How many rows were written since the connection was opened, those that were undone included.
  private(set) var writtenRows = 0
  /// What the server refused first in the open transaction; nothing of it can be kept any more.
  private var failure: Failure?
  private var unsent = Unsent()
  /// libpq itself says so at the second try only, where it could not send the first.
  private var isLost = false

  /// - Parameter settings: names and values that hold for the session.
  /// - Throws: `StorageError.unavailable`.
  package init(to address: DatabaseAddress, settings: [String: String] = [:]) throws {
    guard let library = PQLibrary.opened else {
      throw StorageError.unavailable("libpq.so.5 cannot be opened: install libpq5")
    }
    self.library = library
    connection = try address.connect(library)
    library.functions.set_notice_processor(connection, baton_pq_ignore, nil)
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      try run("SELECT set_config('\(name)', '\(value)', false)")
    }
  }

  deinit { library.functions.finish(connection) }

  /// Whether the server is still there, as far as is known.
  var isAlive: Bool { !isLost && library.functions.status(connection) == CONNECTION_OK }

  /// Whether a transaction is open, be it one of which nothing can be kept.
  var isInTransaction: Bool {
    switch library.functions.transaction_status(connection) {
    case PQTRANS_IDLE, PQTRANS_UNKNOWN: false
    default: true
    }
  }

  var failureOfTransaction: Failure? { failure }

  @discardableResult
  package func execute(_ statement: Statement, _ values: [SQLValue]) throws -> Int {
    let result = try perform(statement, values)
    defer { library.functions.clear(result) }
    return library.functions.cmd_tuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  package func send(_ statement: Statement, _ values: [SQLValue]) throws {
    unsent.add(Unsent.Message(name: try prepared(statement), values: BoundValues(values)))
    writtenRows += 1
    if unsent.isFull { try sendAll() }
  }

  package func rows<Row>(
    _ statement: Statement, _ values: [SQLValue], _ read: (inout Columns) throws -> Row
  ) throws -> [Row] {
    let result = try perform(statement, values)
    defer { library.functions.clear(result) }
    return try (0..<library.functions.ntuples(result)).map { row in
      var columns = Columns(PostgresRow(library: library, result: result, row: row))
      return try read(&columns)
    }
  }

  /// Runs text that binds nothing, and may be several statements: they go in one message.
  package func run(_ text: String) throws {
    try sendAll()
    let result = try checked(library.functions.exec(connection, text))
    library.functions.clear(result)
  }

  /// Forgets what went wrong before; a new transaction begins.
  func clearFailure() { failure = nil }

  func commit() throws {
    guard !unsent.messages.isEmpty else { return try run("COMMIT") }
    library.functions.clear(try perform(Self.commitment, []))
  }

  /// Undoes what the open transaction did, and forgets what it would have done.
  func rollBack() throws {
    _ = unsent.take()
    if isInTransaction { try run("ROLLBACK") }
  }

  private static let commitment = Statement("COMMIT", scope: .hub)

  private func sendAll() throws {
    let messages = unsent.take()
    if !messages.isEmpty { library.functions.clear(try deliver(messages)) }
  }

  private func perform(_ statement: Statement, _ values: [SQLValue]) throws -> OpaquePointer {
    let name = try prepared(statement)
    let result =
      if unsent.messages.isEmpty {
        try checked(
          BoundValues(values).lend { count, values, lengths, formats in
            library.functions.exec_prepared(connection, name, count, values, lengths, formats, 1)
          })
      } else {
        try deliver(unsent.take() + [Unsent.Message(name: name, values: BoundValues(values))])
      }
    // What is read alone counts nothing; what is written and read does.
    if let status = library.functions.cmd_status(result), !String(cString: status).hasPrefix("SELECT") {
      writtenRows += library.functions.cmd_tuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }
    return result
  }

  private func prepared(_ statement: Statement) throws -> String {
    if let name = names[statement] { return name }
    if names.isFull {
      try sendAll()
      names.forgetAll()
      try run("DEALLOCATE ALL")
    }
    let name = names.next()
    library.functions.clear(try checked(library.functions.prepare(connection, name, statement.postgres, 0, nil)))
    names.note(statement, name)
    return name
  }

  /// - Throws: `StorageError`, where the server refused; what it said is kept as the transaction's failure.
  func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
    guard let result else { throw lost() }
    switch library.functions.result_status(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
    default: break
    }
    defer { library.functions.clear(result) }
    guard let code = field(result, baton_pq_field_sqlstate()) else { throw lost() }
    let state = SQLState(code)
    let error = StorageError(
      state, constraint: field(result, baton_pq_field_constraint()),
      message: field(result, baton_pq_field_message()) ?? "")
    if failure == nil { failure = Failure(state: state, error: error) }
    throw error
  }

  private func field(_ result: OpaquePointer, _ field: Int32) -> String? {
    library.functions.result_error_field(result, field).map { String(cString: $0) }
  }

  func lost() -> StorageError {
    isLost = true
    let said = library.functions.error_message(connection).map { String(cString: $0) } ?? ""
    return .unavailable("the connection was lost: \(said.split(separator: "\n").first ?? "")")
  }
}
