import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let secondSteps = [
    ContractCase("a second step comes back, with its codes and without, and goes") { trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let (ann, ben) = (try desk.agent("ann@example.org"), try desk.agent("ben@example.org"))
      var step = SecondStepRecord(agent: ann.id, secret: [1, 2, 3], begunAt: trial.now)
      try await desk.write { [step] in
        try $0.put(ann)
        try $0.put(ben)
        try $0.put(step)
      }
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == step)
      #expect(try await desk.read { try $0.secondStep(of: ben.id) } == nil)
      #expect(try await other.read { try $0.secondStep(of: ann.id) } == nil)
      let hashes = (0..<10).map { [UInt8](repeating: $0, count: 32) }
      step.confirm(by: 7, recoveryHashes: hashes, at: trial.later(1))
      try await desk.write { [step] in try $0.put(step) }
      try await trial.reopen()
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == step)
      #expect(step.take(recoveryHash: hashes[3]) && !step.take(recoveryHash: hashes[3]))
      #expect(step.take(step: 8) && !step.take(step: 8) && !step.take(step: 7))
      try await desk.write { [step] in try $0.put(step) }
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == step)
      let anew = SecondStepRecord(agent: ann.id, secret: [9], begunAt: trial.later(2))
      try await desk.write { try $0.put(anew) }
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == anew)
      try await other.write { try $0.removeSecondStep(of: ann.id) }
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == anew)
      try await desk.write { try $0.removeSecondStep(of: ann.id) }
      #expect(try await desk.read { try $0.secondStep(of: ann.id) } == nil)
    },
    ContractCase("half a sign-in comes back by its secret, at its desk, and goes; what is over is forgotten") { trial in
      let (desk, other) = (try await trial.desk(), try await trial.desk("other"))
      let ann = try desk.agent("ann@example.org")
      func half(_ secret: UInt8, until end: Date) -> HalfSignIn {
        HalfSignIn(agent: ann.id, secretHash: [secret], expiresAt: end)
      }
      let (first, second) = (half(1, until: trial.later(1)), half(2, until: trial.later(9)))
      try await desk.write { [trial] in
        try $0.put(ann)
        try $0.put(first, at: trial.now)
        try $0.put(second, at: trial.now)
      }
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [1]) } == first)
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [3]) } == nil)
      #expect(try await other.read { try $0.halfSignIn(secretHash: [1]) } == nil)
      let third = half(3, until: trial.later(9))
      try await desk.write { [trial] in try $0.put(third, at: trial.later(1)) }
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [1]) } == nil)
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [2]) } == second)
      try await other.write { try $0.removeHalfSignIn(secretHash: [3]) }
      try await desk.write { try $0.removeHalfSignIn(secretHash: [2]) }
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [2]) } == nil)
      #expect(try await desk.read { try $0.halfSignIn(secretHash: [3]) } == third)
    },
  ]
}
