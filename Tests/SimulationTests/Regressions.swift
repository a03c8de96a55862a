import Simulation

/// A world that once broke a promise.
struct Regression: Sendable, CustomStringConvertible {
  let seed: UInt64
  var level = Scenario.Level.model
  /// What had gone wrong.
  let what: String

  var scenario: Scenario { Scenario(seed: seed, level: level) }
  var description: String { "\(seed) at level \(level.rawValue): \(what)" }
}

/// The worlds that broke; none is ever taken out.
enum Regressions {
  static let all = [
    Regression(seed: 11, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 11, level: .files, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 121, what: "a lane waited for years after a clock that ran ahead was set right"),
    Regression(seed: 119680, what: "a message was given up for the failures of one that was cancelled before it"),
    Regression(seed: 361, what: "an answer to a life that was forgotten counted for what was to be sent again"),
    Regression(seed: 2631, what: "a desk that was put back never saw where its partner's new lane begins"),
    Regression(seed: 3020, what: "a desk that was put back twice named an epoch of which nobody had heard"),
    Regression(seed: 1140, what: "an end that was kept while a desk asked waited for what was cancelled before it"),
    Regression(seed: 50, what: "an end went ahead of an offer that a desk had forgotten, and was to hear again"),
    Regression(seed: 1439, what: "a desk handed over across a partnership that it had ended, and stayed with it"),
    Regression(seed: 5019, what: "an answer to an earlier life counted as one to the life that had asked"),
    Regression(seed: 22102, what: "an answer to an earlier life was the last of what a desk relived"),
    Regression(seed: 31359, what: "an offer of a life that was over came when the partner had told of its new one"),
    Regression(seed: 20666, what: "a file came whose bytes had gone with the life in which it set out"),
    Regression(seed: 112937, what: "a withdrawal waited for ever for an offer whose partnership had ended"),
    Regression(
      seed: 6693, what: "a comment and its retraction were relived together, and the model knew of the first only"),
    Regression(seed: 24683, what: "a comment waited for ever for an answer about a handoff that was forgotten"),
    Regression(seed: 9703, what: "the empty place that a dropped comment left was remembered as what nobody had said"),
    Regression(seed: 16282, what: "nobody looked again at a claim of a clock that was put right"),
    Regression(seed: 17948, what: "what a copy still had to send counted as told again by the partner"),
    Regression(seed: 26148, what: "an offer that its desk had forgotten to end stayed open, and nobody knew of it"),
    Regression(seed: 33731, what: "a completion was to be passed on to a desk that had yet to say what it had heard"),
    Regression(seed: 39134, what: "a withdrawal waited for ever for an offer that its desk had forgotten"),
    Regression(seed: 66410, what: "an end that nobody had heard was forgotten, and its partnership over"),
    Regression(seed: 93591, what: "a desk had kept its copy of what ended with a partnership, and the end was undone"),
    Regression(seed: 102079, what: "an end found nothing to settle, and the offer came after it"),
    Regression(seed: 154525, what: "what a desk had been told of by a life that its partner forgot came to nothing"),
    Regression(seed: 156796, what: "two desks that were put back waited for what one had begun a lane with"),
    Regression(seed: 400004, what: "an answer that was heard left a place behind that nobody would ever fill"),
    Regression(seed: 112752, what: "an offer came again that had been ended before it was heard"),
    Regression(
      seed: 7847, what: "a confirmation came to a desk that had forgotten its completion and ended the partnership"),
    Regression(
      seed: 36491,
      what: "a word of a life that was over came to a desk that had heard of the new one in that lane alone"),
    Regression(
      seed: 912544,
      what: "an end overtook a parked message and what was missing, and what stood between them waited for ever"),
    Regression(
      seed: 1011169,
      what: "an edit that its author's desk and the next had forgotten was relived by the next alone"),
    Regression(seed: 1028286, what: "a comment that was said again in the next life counted as said there first"),
    Regression(
      seed: 1046155, what: "an offer came that its desk had forgotten, after the word that nothing was left of it"),
    Regression(seed: 1209398, what: "an edit that a desk had forgotten came back over the one that it had made since"),
  ]
}
