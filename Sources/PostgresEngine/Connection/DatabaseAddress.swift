import CLibpq
import Glibc
import Storage

/// Where a database is, as libpq takes it: `postgres://…` with its parameters, those of TLS among them, or `key=value …`.
/// It may hold a password.
package struct DatabaseAddress: Sendable {
  private let text: String

  package init(_ text: String) { self.text = text }

  /// What comes before the address may be chosen otherwise in it; what comes after may not.
  private var parameters: [(String, String)] {
    [
      ("fallback_application_name", "baton"), ("connect_timeout", "5"), ("gssencmode", "disable"), ("dbname", text),
      ("client_encoding", "UTF8"),
      // A copy that follows is behind, and nothing is decided by what it shows; of several servers, the one that leads is taken.
      ("target_session_attrs", "primary"),
    ]
  }

  /// - Throws: `StorageError.unavailable` with libpq's own words, which name no password.
  func connect(_ library: PQLibrary) throws -> OpaquePointer {
    let connection = withCStrings(parameters.map(\.0)) { keywords in
      withCStrings(parameters.map(\.1)) { values in library.functions.connectdb_params(keywords, values, 1) }
    }
    guard let connection else { throw StorageError.unavailable("there is no memory for a connection") }
    guard library.functions.status(connection) == CONNECTION_OK else {
      defer { library.functions.finish(connection) }
      let said = library.functions.error_message(connection).map { String(cString: $0) } ?? ""
      // Of an address that it cannot read it tells all.
      let told = said.split(separator: "\n").first.map(String.init)?.replacing(text, with: "the address") ?? ""
      throw StorageError.unavailable("PostgreSQL cannot be reached: \(told)")
    }
    return connection
  }
}

/// Lends texts as C takes a list of them, which a null ends.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { list in
    guard let start = list.baseAddress else { preconditionFailure("a list that ends in null is not empty") }
    return body(start)
  }
}
