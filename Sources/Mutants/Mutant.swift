/// The seeded bugs of the engine, each by the name of what it breaks: the simulator's checkers have to catch every one.
///
/// They are in the engine only where it is built with `-DMUTANTS`; in every other build `isOn` is false for the compiler
/// already, and nothing of them is left.
package enum Mutant: String, CaseIterable, Sendable {
  /// A move of an older turn counts as one of this turn.
  case staleTurnIsSame
  /// The delegator moves without raising the turn.
  case turnIsNotRaised
  /// The delegate follows a move and keeps its own turn.
  case turnIsNotAdopted
  /// The delegate raises the turn when it accepts.
  case acceptanceRaisesTurn
  /// A withdrawal that crosses the acceptance is ignored.
  case withdrawalComesTooLate
  /// A recall that crosses the completion is ignored.
  case recallComesTooLate
  /// The delegate stays completed when work is sent back.
  case reworkIsNotHeard
  /// The delegate stays completed when the solution is accepted.
  case confirmationIsNotHeard
  /// A recall that crosses the return cannot be applied.
  case returnIsFinal
  /// A withdrawal that crosses the decline is ignored.
  case declineIsFinal
  /// The delegator takes a return for a completion.
  case returnCountsAsCompletion
  /// The delegator may withdraw what was accepted.
  case acceptedIsWithdrawn
  /// The delegate may complete what it has completed.
  case completedTwice
  /// A completion arrives without its resolution.
  case resolutionIsLost
  /// A delegate that waits for a requester who has replied is believed.
  case replyIsOvertaken
  /// A partner's status is translated by the standard mapping.
  case mappingIsNotUsed
  /// A desk that passes through completes upwards without what is asked for there.
  case passesOnWhatLacks
  /// A desk that passes through waits for a person.
  case passThroughIsForgotten
  /// What is taken away above stays with the desk below.
  case cascadeIsForgotten
  /// The reason from above goes down the chain with the recall.
  case cascadeTellsWhy
  /// What is completed below is recalled with what is taken away above.
  case cascadeTakesCompleted
  /// A confirmation from above does not reach the desk below.
  case confirmationStopsHere
  /// Complete and return are allowed while the desk below works.
  case innerMayStayOpen
  /// A ticket may be offered to two partners.
  case offeredTwice
  /// A desk that does not hold the baton may offer.
  case offeredWithoutBaton
  /// A desk that is in the chain may be offered to again.
  case chainIsNotChecked
  /// A desk hands on without adding its own tag.
  case chainIsNotJoined
  /// A suspended partnership takes offers.
  case offeredWhileSuspended
  /// A suspended partnership takes acceptances.
  case acceptedWhileSuspended
  /// A message that was passed on counts as new.
  case hopsAreNotCounted
  /// A change goes back where it came from.
  case echo
  /// Files cross a partnership that lets none out.
  case filesGoUnasked
  /// Edits and retractions stay at the desk where they were made.
  case followUpsAreLost
  /// A delegator tells its status to the delegate.
  case statusGoesDown
  /// Priority does not flow down.
  case priorityStaysHere
  /// Comments cross only while the work is under way.
  case commentsStopAtCompletion
  /// An internal entry is taken for a partner's.
  case internalIsShared
  /// Sharing rules on audiences are not asked.
  case everyAudienceLeaves
  /// A public entry crosses as public where only partner is allowed.
  case publicIsNotNarrowed
  /// Names cross in full.
  case namesAreTold
  /// Addresses of mail cross unmasked.
  case addressesAreTold
  /// The requester crosses where the rules tell nothing of it.
  case requesterIsTold
  /// Every custom field crosses.
  case fieldsAreTold
  /// The chain beyond a desk is shown whatever the rules say.
  case chainIsTold
  /// A retraction changes nothing at the desk that hears it.
  case retractionIsForgotten
  /// A comment over a handoff that is over reopens the ticket.
  case wordsReopen
  /// A message that was applied is applied again.
  case duplicateIsApplied
  /// A message behind a gap is applied.
  case gapIsSkipped
  /// The sender does not hear what is missing.
  case gapIsNotTold
  /// What waited behind a gap is not applied when the gap closes.
  case drainIsForgotten
  /// What comes behind a parked message goes on.
  case parkedIsPassed
  /// A message that cannot be applied vanishes.
  case parkedIsNotKept
  /// A withdrawal or recall goes ahead of what has not come.
  case overtakesWhatIsMissing
  /// A message that is dropped leaves no tombstone.
  case droppedLeavesAHole
  /// A message over a partnership of others is taken.
  case strangerIsHeard
  /// A message of another partnership's handoff is taken.
  case foreignHandoffIsTaken
  /// A message is applied whatever its direction.
  case wrongSideIsTaken
  /// It is not noted where a comment went.
  case crossingIsForgotten
  /// A message that could not be brought counts as delivered.
  case failureIsDelivery
  /// A message that the other desk refuses counts as delivered.
  case refusalIsDelivery
  /// A message that the other desk cannot take yet counts as delivered.
  case notYetIsDelivery
  /// What the other desk lacks is not sent again.
  case needIsNotHeard
  /// A desk that does not answer once is given up.
  case firstFailureParks
  /// A message that failed is tried again at once, for ever.
  case retryNeverRests
  /// A message goes without the bytes of its files.
  case filesAreLeftBehind
  /// Every seventh message is acknowledged and not kept.
  case acknowledgedUnkept
  /// What was held while a partnership was suspended stays held.
  case heldIsNotReleased
  /// The end of a partnership leaves its open offers.
  case endLeavesOffers
  /// The delegate's end counts as a completion.
  case endSettlesWrongly
  /// The end of a partnership above leaves the desk below at work.
  case endIsNotCascaded
  /// The copy that was to be kept is cancelled.
  case keptCopyEnds
  /// What the partner never heard of stays open when it ends the partnership.
  case unheardIsForgotten
  /// A status crosses as its own category, whatever the mapping says.
  case categoryIsNotMapped
  /// A completion confirms itself after as many hours as days were agreed.
  case confirmedTooSoon
}
