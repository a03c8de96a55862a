import Glibc

/// How many files and connections the process may have open at once.
enum FileLimit {
  /// Raises the limit to what the system allows at most. Each open page holds a connection, and a shell's usual limit of 1,024
  /// would turn people away while nothing is scarce; the usual one is low only for programs that use select(2), which we do not.
  /// Where the system refuses, the limit stays as it is.
  static func raise() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max else {
      return
    }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
