import Federation
import Foundation

struct DriftRow: Sendable {
  let handoff: HandoffID
  let foundAt: Date
}
