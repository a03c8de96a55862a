import ConnectorKit
import CurlEgress
import Foundation
import Glibc
import Synchronization
import Testing

/// An egress for a test: it may ask this machine, and knows the names that the test tells.
enum Ground {
  /// Proxies that nobody must ask. Set before the first egress of the process is made.
  private static let environment: Void = {
    for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
      setenv(name, "http://127.0.0.1:9", 1)
    }
  }()

  static func egress(
    allowing ranges: [String] = ["127.0.0.0/8"], authorities: String? = nil, resolver: (any NameResolver)? = nil,
    _ adjust: (inout EgressOptions) -> Void = { _ in }
  ) throws -> CurlEgress {
    _ = environment
    let exceptions = try ranges.map { try #require(AddressRange($0)) }
    var options = EgressOptions(wall: AddressGuard(exceptions: exceptions), authorities: authorities)
    // Machines are slow that run all tests beside one another.
    options.patience = .seconds(600)
    (options.connectPatience, options.namePatience) = (.seconds(600), .seconds(600))
    (options.stallPatience, options.idlePatience) = (.seconds(600), .seconds(600))
    adjust(&options)
    return CurlEgress(
      options, resolver: resolver ?? TestResolver([:]), now: { Date(timeIntervalSince1970: 1_795_000_000) })
  }

  /// Asks, and closes the egress behind it.
  static func ask(_ egress: CurlEgress, _ request: EgressRequest) async -> Result<EgressAnswer, EgressFailure> {
    let result: Result<EgressAnswer, EgressFailure>
    do throws(EgressFailure) { result = .success(try await egress.send(request)) } catch { result = .failure(error) }
    await egress.close()
    return result
  }
}

extension Result where Failure == EgressFailure {
  var refusal: EgressFailure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }
}

/// Names as a test has them; it counts how often it is asked, and its answers may change from one question to the next.
final class TestResolver: NameResolver {
  private let answers: Mutex<[String: [Result<[String], NameFailure>]]>
  private let questions = Mutex<[String]>([])

  init(_ names: [String: [String]]) { answers = Mutex(names.mapValues { [.success($0)] }) }

  /// One answer after the other; the last one for ever.
  init(_ host: String, one answers: [Result<[String], NameFailure>]) { self.answers = Mutex([host: answers]) }

  var asked: [String] { questions.withLock { $0 } }

  func addresses(of host: String) throws(NameFailure) -> [IPAddress] {
    questions.withLock { $0.append(host) }
    let answer = answers.withLock { answers -> Result<[String], NameFailure> in
      guard let list = answers[host], let first = list.first else { return .failure(.notFound) }
      if list.count > 1 { answers[host] = Array(list.dropFirst()) }
      return first
    }
    return try answer.get().compactMap { IPAddress($0) }
  }
}

/// A resolver that does not answer before it is let go.
final class StuckResolver: NameResolver {
  private let gate = DispatchSemaphore(value: 0)

  func addresses(of host: String) throws(NameFailure) -> [IPAddress] {
    if host.hasPrefix("stuck") {
      gate.wait()
      gate.signal()
    }
    return [.v4(0x7F00_0001)]
  }

  func letGo() { gate.signal() }
}

/// Something that happens once, awaited without a clock.
final class Event: Sendable {
  private let state = Mutex<(happened: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  func happen() {
    let waiting = state.withLock { state in
      state.happened = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let happened = state.withLock { state in
        if !state.happened { state.waiting.append(continuation) }
        return state.happened
      }
      if happened { continuation.resume() }
    }
  }
}
