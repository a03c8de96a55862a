import Foundation
import HTTPTypes
import Hummingbird
import Measuring
import NIOCore
import Storage
import Ticketing

/// Tells an open page that something at its desk changed (HTML Standard, 9.2); the page then looks again for itself.
enum LiveRoutes {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/live", "What changes at the desk, as it happens.", face: .page, access: .session(.light),
      answer: nil
    ) { try await follow($0) }
  ]

  /// - Parameter standIn: the desk that stands in for an external one, where what it hears is to be seen as well.
  static func follow(_ call: Call, beside standIn: TenantID? = nil) async throws -> Answer {
    let (hub, actor, record) = (call.hub, try call.actor, try call.signedIn.record)
    let streams = try call.pages.streams
    guard streams.hasRoom(for: record.id, at: actor.tenant) else { throw Problem.manyStreams }
    let changes = try call.pages.feed.changes(in: actor.tenant, standIn ?? actor.tenant)
    return Answer(
      status: 200,
      // nginx would hold the events back to send more at once.
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .xAccelBuffering: "no"],
      body: .live { writer in
        // Counted when it begins, so that an answer that nobody takes leaves no place taken. Where many come at the same
        // moment, one too many is told to come back later.
        guard streams.enter(record.id, at: actor.tenant) else {
          try await writer.write(ByteBuffer(string: "retry: \(Problem.streamPause * 1_000)\n\n"))
          return try await writer.finish(nil)
        }
        hub.measures.eventStreams.add(1)
        defer {
          hub.measures.eventStreams.add(-1)
          streams.leave(record.id, at: actor.tenant)
        }
        try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        for await change in changes {
          switch change {
          case .ticket(let ticket): try await writer.write(event("ticket", ticket.description))
          case .desk: try await writer.write(event("desk", ""))
          case .access, .pulse:
            guard try await isOpen(record.id, of: actor, hub) else { return try await writer.finish(nil) }
            try await writer.write(ByteBuffer(string: ":\n\n"))
          }
        }
        try await writer.finish(nil)
      })
  }

  private static func event(_ name: String, _ text: String) -> ByteBuffer {
    ByteBuffer(string: "event: \(name)\ndata: \(text)\n\n")
  }

  /// Whether the session still opens the desk to the same role.
  private static func isOpen(_ session: SessionID, of actor: Actor, _ hub: Hub) async throws -> Bool {
    let now = hub.now()
    return try await hub.storage.read(in: actor.tenant) { tx in
      guard let desk = try tx.deskRecord(), let record = try tx.session(session),
        record.isAlive(at: now, idleLimit: desk.idleLimit), let agent = try tx.agent(record.agent)
      else { return false }
      return agent.isActive && agent.role == actor.role
    }
  }
}

extension Problem {
  /// After how many seconds a stream may be asked for again.
  fileprivate static let streamPause = 30

  fileprivate static let manyStreams = Problem(
    429, "Too many open pages", "Too many pages listen for changes already; the page works without.",
    headers: [.retryAfter: "\(streamPause)"])
}
