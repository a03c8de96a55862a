import DeskActions
import Federation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The moves that both desks make until a handoff is over. A move that the state forbids is answered 409.
enum HandoffMoveRoutes {
  package static let all: [Route] = delegate + delegator

  private static let delegate: [Route] = [
    move("accept", "The delegate takes the offer; the baton comes to it.", AcceptanceBody.schema, isOptional: true) {
      let body = try $1.body(AcceptanceBody.init)
      return try await $1.make(AcceptHandoff($0, team: body.team, assignee: body.assignee, eta: body.eta))
    },
    move("decline", "The delegate refuses the offer.", reason) {
      try await $1.make(DeclineHandoff($0, reason: try $1.reason()))
    },
    move("return", "The delegate gives the ticket back undone.", reason) {
      try await $1.make(ReturnHandoff($0, reason: try $1.reason()))
    },
    move("complete", "The delegate says that the work is done.", CompletionBody.schema) {
      try await $1.make(CompleteHandoff($0, try $1.body(CompletionBody.init).completion))
    },
  ]

  private static let delegator: [Route] = [
    move("withdraw", "The delegator takes its offer back before it is answered.", .object([:]), isOptional: true) {
      try $1.emptyBody()
      return try await $1.make(WithdrawHandoff($0))
    },
    move(
      "recall", "The delegator takes the ticket back; `then` is the status to set in the same step.", RecallBody.schema
    ) { id, call in
      let body = try call.body(RecallBody.init)
      return try await call.make(RecallHandoff(id, reason: body.reason, then: body.then))
    },
    move("rework", "The delegator sends the completion back to work.", reason) {
      try await $1.make(ReworkHandoff($0, reason: try $1.reason()))
    },
    move("confirm", "The delegator accepts the solution.", .object([:]), isOptional: true) {
      try $1.emptyBody()
      return try await $1.make(ConfirmHandoff($0))
    },
  ]

  private static let reason = ReasonBody.schema

  private static func move(
    _ verb: String, _ summary: String, _ body: Schema, isOptional: Bool = false,
    _ make: @escaping @Sendable (HandoffID, Call) async throws -> Answer
  ) -> Route {
    Route(
      .post, "/api/v1/handoffs/{handoff}/\(verb)", summary, body: .json(body, isOptional: isOptional),
      answer: .named("Handoff")
    ) { call in
      try await make(try call.parameter("handoff"), call)
    }
  }
}

extension Call {
  fileprivate func reason() throws -> String { try body(ReasonBody.init).reason }

  fileprivate func make<Move: Action>(_ move: Move) async throws -> Answer where Move.Outcome == Handoff {
    let handoff: HandoffID = try parameter("handoff")
    return try await write(move, HandoffView.answer(with: try await ExternalNames.look(self, of: handoff)))
  }
}
