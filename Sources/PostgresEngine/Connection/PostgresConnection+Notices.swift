import CLibpq

extension PostgresConnection {
  /// To wait on for what the server sends by itself; nil once the connection is lost.
  var socket: Int32? {
    let socket = library.functions.socket(connection)
    return socket >= 0 ? socket : nil
  }

  /// What other connections told since this was last asked; does not wait.
  func notices() -> [String] {
    _ = library.functions.consume_input(connection)
    var texts: [String] = []
    while let notice = library.functions.notifies(connection) {
      if notice.pointee.be_pid != library.functions.backend_pid(connection), let text = notice.pointee.extra {
        texts.append(String(cString: text))
      }
      library.functions.freemem(notice)
    }
    return texts
  }
}
