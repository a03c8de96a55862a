import DeskActions
import HTTPTypes
import Storage
import Ticketing

/// Where somebody is signed in, and how to end it from afar.
enum OwnSessionsPage {
  private static let path = MePages.path + "/sessions"

  static let routes: [Route] = [
    Route(
      .post, path + "/{session}/end", "Ends one of one's own sessions.", face: .page, access: .session(.light),
      body: .form, answer: nil, handle: end),
    Route(
      .post, path + "/end-others", "Ends all of one's own sessions but this one.", face: .page,
      access: .session(.light), body: .form, answer: nil, handle: endOthers),
  ]

  private static func end(_ call: Call) async throws -> Answer {
    let id: SessionID = try call.parameter("session")
    // Ending the session that asks would leave its browser with a dead cookie; signing out takes it away.
    guard try call.signedIn.record.id != id else { throw Problem.notFound }
    let path = try call.deskPath("/me?done=session_ended")
    return try await call.write(SignOut(id)) { _, _ in .seeOther(path) }
  }

  private static func endOthers(_ call: Call) async throws -> Answer {
    let path = try call.deskPath("/me?done=session_ended")
    return try await call.write(EndOtherSessions(but: try call.signedIn.record.id)) { _, _ in .seeOther(path) }
  }
}

/// One of one's own sessions.
struct OwnSessionView {
  let sessionID: String
  let isThis: Bool
  let begun: TimeView
  let seen: TimeView

  init(_ session: SessionRecord, own: SessionID, _ clock: PageClock) {
    sessionID = session.id.description
    isThis = session.id == own
    begun = TimeView(session.createdAt, clock)
    seen = TimeView(session.seenAt, clock)
  }
}
