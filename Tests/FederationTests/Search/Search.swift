import Federation
import Testing
import Ticketing

/// Visits every state that desks can reach, breadth first, and looks at each in which nothing is on its way.
struct Search {
  let bounds: SearchBounds

  struct Result {
    var states = 0
    var atRest = 0
    var steps = 0
    /// The first fault, with the shortest way to it.
    var fault: String?
  }

  private struct Arrival {
    let from: Int
    let move: Move
  }

  func run(from start: Bench) -> Result {
    var result = Result()
    var seen: Set<[UInt8]> = [start.fingerprint()]
    var arrivals: [Arrival?] = [nil]
    var frontier: [(index: Int, bench: Bench)] = [(0, start)]
    while !frontier.isEmpty {
      var next: [(index: Int, bench: Bench)] = []
      for (index, bench) in frontier {
        for move in bench.moves(bounds) {
          var bench = bench
          do { try bench.make(move) } catch is HandoffRefusal { continue } catch {
            Issue.record(error)
            continue
          }
          result.steps += 1
          let isNew = seen.insert(bench.fingerprint()).inserted
          // What is over and forgotten looks like a state that was seen before: it is judged all the same.
          let faults = faults(in: bench)
          guard isNew || !faults.isEmpty else { continue }
          arrivals.append(Arrival(from: index, move: move))
          if !faults.isEmpty {
            result.states = seen.count
            result.fault = story(of: arrivals, from: start) + "\n  " + faults.joined(separator: "\n  ")
            return result
          }
          if bench.post.isEmpty { result.atRest += 1 }
          next.append((arrivals.count - 1, bench))
        }
      }
      frontier = next
    }
    result.states = seen.count
    return result
  }

  private func faults(in bench: Bench) -> [String] {
    bench.parked.map { "parked at \($0.at.name): \($0.envelope.message.kind) (\($0.reason))" }
      + (bench.post.isEmpty ? bench.faultsAtRest() : [])
  }

  private func story(of arrivals: [Arrival?], from start: Bench) -> String {
    var moves: [Move] = []
    var index = arrivals.count - 1
    while let arrival = arrivals[index] {
      moves.append(arrival.move)
      index = arrival.from
    }
    var bench = start
    return moves.reversed().map { move in
      let words = bench.words(for: move)
      try? bench.make(move)
      return "  " + words + bench.standing
    }.joined(separator: "\n")
  }
}

extension Bench {
  fileprivate func words(for move: Move) -> String {
    func desk(_ id: HandoffID, _ side: Side) -> String { spot(of: id, side)?.who.name ?? "?" }
    return switch move {
    case .deliver(let queue):
      post.queues[queue].messages.first.map {
        "\(post.queues[queue].to.name) hears \($0.message.kind) (turn \($0.turn.number))"
      } ?? "?"
    case .offer(let spot): "\(spot.who.name) offers"
    case .delegator(let id, let move): "\(desk(id, .delegator)) \(move)"
    case .delegate(let id, let move): "\(desk(id, .delegate)) \(move)"
    case .confirmByItself(let id): "\(desk(id, .delegator)) confirms by itself"
    case .set(let spot, let category): "\(spot.who.name) sets \(category)"
    case .reopen(let spot): "\(spot.who.name) takes it up for itself"
    case .reply: "the requester writes to \(Who.acme.name)"
    case .remember(let who): "\(who.name) is copied"
    case .restore(let who): "\(who.name) goes back to the copy"
    case .end(let who, let other, let keepsCopy, let unsent):
      "\(who.name) ends with \(other.name)\(keepsCopy ? ", keeping a copy" : "")\(unsent > 0 ? ", \(unsent) unsent" : "")"
    }
  }

  /// Where all stands, in one line.
  fileprivate var standing: String {
    let records = places.flatMap { place in
      place.tickets.map { record in
        let legs = record.handoffs.map { "\($0.side == .delegator ? "↓" : "↑")\($0.state) \($0.turn.number)" }
        return "\(place.desk.name) \(record.ticket.status.category) \(legs.joined(separator: " "))"
      }
    }
    return "  [" + records.joined(separator: " | ") + "]"
  }
}
