import CLibcurl
import ConnectorKit
import Curl
import Measuring

/// All requests that are under way, on the loop's thread and on no other.
final class Switchboard {
  private let loop: EgressLoop
  private let library: CurlLibrary
  private let multi: CurlMulti
  private let options: EgressOptions
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var errands: [Job.ID: Errand] = [:]
  private var handles: [UnsafeMutableRawPointer: Job.ID] = [:]
  private var queue: HostQueue<Job.ID>
  private var limits: HostLimits
  private var names: NameBook
  private var pins = PinnedNames()
  private var own = (addresses: OwnAddresses.read(), until: Duration.zero)
  /// Those whose turn it is to connect.
  private var ready: [Job.ID] = []
  /// No stage ends before that time.
  private var nextEnd: Duration?

  init(_ loop: EgressLoop, _ library: CurlLibrary, _ multi: CurlMulti) {
    self.loop = loop
    self.library = library
    self.multi = multi
    options = loop.options
    start = clock.now
    queue = HostQueue(perPlace: options.perPlace, perAccount: options.perAccount, inAll: options.inAll)
    limits = HostLimits(perSecond: options.perSecond, burst: options.burst)
    names = NameBook(patience: options.namePatience)
  }

  private var now: Duration { start.duration(to: clock.now) }

  func obey(_ command: EgressLoop.Command) {
    switch command {
    case .start(let job): take(job)
    case .callOff(let id): finish(id, .failure(.cancelled))
    case .learnt(let host, let result): learn(host, result)
    case .fed(let id):
      if case .running(let transfer)? = errands[id]?.stage { transfer.goOn() }
    }
    beginReady()
  }

  /// Does what is to be done now.
  ///
  /// - Returns: how long nothing else is, unless the network or a command has something.
  func turn() -> Duration {
    while let (handle, code) = multi.next() { close(handle, code) }
    if let end = nextEnd, end <= now { giveUpOverdue() }
    beginReady()
    loop.measures.show(running: queue.running, waiting: queue.waiting)
    // Ends that lie close together are looked at together.
    return nextEnd.map { max(.milliseconds(5), $0 - now) } ?? .seconds(60)
  }

  func end() {
    for id in errands.keys.sorted() { finish(id, .failure(.cancelled)) }
    loop.measures.show(running: 0, waiting: 0)
  }

  private func take(_ job: Job) {
    let now = now
    guard !job.isCalledOff else { return job.finish(.failure(.cancelled)) }
    let errand = Errand(job, at: now, patience: options.patience)
    if let wait = limits.take(errand.place, at: now) { return job.finish(.failure(.tooOften(retryAfter: wait))) }
    switch queue.enter(job.id, at: errand.place) {
    case .starts:
      errands[job.id] = errand
      ready.append(job.id)
    case .waits:
      errands[job.id] = errand
      expect(errand.stageEnd)
    case .full: job.finish(.failure(.tooManyWaiting))
    }
  }

  /// One that fails at once makes room for the next, so that this is no recursion but a list.
  private func beginReady() {
    while !ready.isEmpty {
      let id = ready.removeFirst()
      guard let errand = errands[id] else { continue }
      let url = errand.job.request.url
      errand.stage = .naming
      if let address = IPAddress(url.host) {
        dial(errand, [address])
        continue
      }
      let now = now
      switch names.look(up: url.host, for: id, at: now) {
      case .known(let addresses): dial(errand, addresses)
      case .awaited(let asks):
        errand.stageEnd = min(errand.end, now + options.connectPatience)
        expect(errand.stageEnd)
        if asks { loop.ask(for: url.host) }
      }
    }
  }

  private func learn(_ host: String, _ result: Result<[IPAddress], NameFailure>) {
    let (waiters, next) = names.learn(host, try? result.get(), at: now)
    if let next { loop.ask(for: next) }
    for id in waiters.sorted() {
      guard let errand = errands[id] else { continue }
      switch result {
      case .success(let addresses): dial(errand, addresses)
      case .failure(.notFound): finish(id, .failure(.nameNotFound))
      case .failure(.unknownForNow): finish(id, .failure(.nameUnknownForNow))
      }
    }
  }

  /// All addresses are judged before one of them is asked.
  private func dial(_ errand: Errand, _ addresses: [IPAddress]) {
    let (id, now) = (errand.job.id, now)
    if own.until <= now { own = (OwnAddresses.read(), now + options.namePatience) }
    guard !addresses.isEmpty else { return finish(id, .failure(.nameNotFound)) }
    if let kind = options.wall.refusal(of: addresses, own: own.addresses) {
      loop.measures.note(refused: kind)
      return finish(id, .failure(.refusedAddress))
    }
    let dialling = Dialling(
      wall: options.wall, own: own.addresses, pins: pins.lines(for: errand.job.request.url, addresses),
      patience: max(.milliseconds(1), errand.end - now))
    guard
      let transfer = Transfer(
        errand.job, library, options, dialling, tellFed: { [loop] in _ = loop.post(.fed(id)) }),
      multi.add(transfer.handle)
    else { return finish(id, .failure(.unavailable)) }
    errand.stage = .running(transfer)
    handles[transfer.handle] = id
  }

  private func close(_ handle: UnsafeMutableRawPointer, _ code: CURLcode) {
    guard let id = handles[handle], let errand = errands[id], case .running(let transfer) = errand.stage else { return }
    let outcome = transfer.outcome(code)
    switch outcome {
    case .success(let answer):
      limits.heard(answer.status, pause: loop.pause(answer), from: errand.place, at: now)
    case .failure(.refusedAddress):
      if let kind = transfer.refusedKind { loop.measures.note(refused: kind) }
    case .failure(.notConnected), .failure(.timedOut(.connecting)): names.forget(errand.place.host)
    case .failure: break
    }
    finish(id, outcome)
  }

  private func giveUpOverdue() {
    let now = now
    nextEnd = nil
    for (id, errand) in errands.sorted(by: { $0.key < $1.key }) {
      if case .running = errand.stage { continue }
      guard errand.stageEnd <= now else {
        expect(errand.stageEnd)
        continue
      }
      if case .waiting = errand.stage {
        finish(id, .failure(.timedOut(.waiting)))
      } else {
        finish(id, .failure(.nameUnknownForNow))
      }
    }
  }

  private func expect(_ end: Duration) { nextEnd = nextEnd.map { min($0, end) } ?? end }

  /// However it ended, its connection is free for the next.
  private func finish(_ id: Job.ID, _ outcome: Job.Outcome) {
    guard let errand = errands.removeValue(forKey: id) else { return }
    switch errand.stage {
    case .waiting:
      // One whose turn has come is not in the queue any more, but has a place.
      if let index = ready.firstIndex(of: id) {
        ready.remove(at: index)
        ready += queue.leave(errand.place)
      } else {
        queue.withdraw(id, from: errand.place)
      }
    case .naming:
      names.giveUp(id, on: errand.place.host)
      ready += queue.leave(errand.place)
    case .running(let transfer):
      multi.remove(transfer.handle)
      handles[transfer.handle] = nil
      transfer.end()
      ready += queue.leave(errand.place)
    }
    errand.job.finish(outcome)
  }
}
