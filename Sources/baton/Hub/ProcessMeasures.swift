import Foundation
import Glibc
import Measuring

/// What the process takes of the machine, under the names that Prometheus's own clients use (proc(5)).
struct ProcessMeasures {
  static var families: [MetricFamily] {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let openFiles = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    return [
      family(
        .counter, "process_cpu_seconds_total", "Seconds of processor time, user and system.",
        seconds(usage.ru_utime) + seconds(usage.ru_stime)),
      family(.gauge, "process_resident_memory_bytes", "Memory in use.", residentBytes),
      family(.gauge, "process_virtual_memory_bytes", "Memory laid out.", bytes(pages.first)),
      family(.gauge, "process_open_fds", "Open file descriptors.", openFiles.map(Double.init)),
      family(.gauge, "process_max_fds", "How many file descriptors may be open.", Double(limit.rlim_cur)),
      family(.gauge, "process_start_time_seconds", "When the process began, as seconds since 1970.", startTime),
      MetricFamily(
        .gauge, "baton_build_info", "Always 1; which build this is.",
        [MetricSample(1, [MetricLabel("version", Version.current)])]),
    ]
  }

  /// In pages, the whole and what is in memory.
  private static var pages: [Int] { words("/proc/self/statm").compactMap { Int($0) } }

  static var residentBytes: Double? { bytes(pages.dropFirst().first) }

  /// What the system does not tell is left out.
  private static func family(
    _ kind: MetricFamily.Kind, _ name: String, _ help: String, _ value: Double?
  ) -> MetricFamily {
    MetricFamily(kind, name, help, value.map { [MetricSample($0)] } ?? [])
  }

  /// In seconds since 1970. The system tells it in ticks since the machine began.
  static let startTime: Double? = {
    // The name, in brackets, may hold blanks: state is the first field after it, the start time the twentieth.
    let fields = words("/proc/self/stat", after: ")")
    let boot = text("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }?.dropFirst(6)
    guard fields.count > 19, let ticks = Double(fields[19]), let boot = boot.flatMap({ Double($0) }) else { return nil }
    return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }()

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

  private static func bytes(_ pages: Int?) -> Double? { pages.map { Double($0 * sysconf(Int32(_SC_PAGESIZE))) } }

  private static func words(_ path: String, after last: Character? = nil) -> [Substring] {
    let whole = text(path)
    let start = last.flatMap { whole.lastIndex(of: $0) }.map { whole.index(after: $0) } ?? whole.startIndex
    return whole[start...].split(whereSeparator: \.isWhitespace)
  }

  private static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
