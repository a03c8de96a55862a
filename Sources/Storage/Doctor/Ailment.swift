/// What the doctor can find. The words are stable: scripts and the operator's book know them, and each has its sentence in
/// the catalogue, which says what it means and what to do.
package enum Ailment: String, Sendable, Hashable, CaseIterable, Codable {
  // The database and its schema.
  case damage
  case pageDamaged = "page_damaged"
  case schemaDiffers = "schema_differs"
  case migrationUnknown = "migration_unknown"
  case migrationMissing = "migration_missing"
  case unknownWord = "unknown_word"
  case unreadableValue = "unreadable_value"
  case sealedValue = "sealed_value"

  // Rows that name others.
  case foreignReference = "foreign_reference"
  case orphanOfDesk = "orphan_of_desk"
  case orphanTicket = "orphan_ticket"
  case orphanTie = "orphan_tie"
  case orphanTag = "orphan_tag"
  case orphanTimeline = "orphan_timeline"
  case orphanComment = "orphan_comment"
  case orphanAttachment = "orphan_attachment"
  case orphanCrossing = "orphan_crossing"
  case orphanHandoff = "orphan_handoff"
  case orphanDelivery = "orphan_delivery"
  case orphanAttempt = "orphan_attempt"
  case orphanLane = "orphan_lane"
  case orphanInvitation = "orphan_invitation"
  case orphanRequester = "orphan_requester"
  case orphanAccess = "orphan_access"
  case orphanAnswer = "orphan_answer"
  case orphanAudit = "orphan_audit"
  case orphanNotice = "orphan_notice"
  case orphanMail = "orphan_mail"
  case orphanOutside = "orphan_outside"
  case orphanWebhook = "orphan_webhook"
  case orphanAddress = "orphan_address"
  case orphanReceivedMail = "orphan_received_mail"
  case orphanMailAccount = "orphan_mail_account"

  // Desks.
  case deskWithoutAdmin = "desk_without_admin"
  case categoryWithoutStatus = "category_without_status"
  case sharedFederationID = "shared_federation_id"
  case absentTeam = "absent_team"
  case foldedName = "folded_name"
  case counterMissing = "counter_missing"
  case counterBehind = "counter_behind"
  case numberGap = "number_gap"
  case auditGap = "audit_gap"
  case answerKeptTooLong = "answer_kept_too_long"

  // Tickets and what is said on them.
  case absentStatus = "absent_status"
  case statusCategory = "status_category"
  case holdContradicts = "hold_contradicts"
  case resolutionContradicts = "resolution_contradicts"
  case tagIndex = "tag_index"
  case mergeCycle = "merge_cycle"
  case mergedButOpen = "merged_but_open"
  case mergedOpenHandoff = "merged_open_handoff"
  case familyTooDeep = "family_too_deep"
  case silentTicket = "silent_ticket"
  case timelineGap = "timeline_gap"
  case commentGap = "comment_gap"
  case retractedText = "retracted_text"
  case attachmentElsewhere = "attachment_elsewhere"

  // The search index.
  case searchMissing = "search_missing"
  case searchExtra = "search_extra"
  case searchStale = "search_stale"

  // Files.
  case fileMissing = "file_missing"
  case fileDamaged = "file_damaged"
  case fileSize = "file_size"
  case fileUnused = "file_unused"

  // Partnerships.
  case partnerUnknown = "partner_unknown"
  case absentPeer = "absent_peer"
  case invitationMissing = "invitation_missing"
  case partnershipOneSided = "partnership_one_sided"
  case partnershipPeers = "partnership_peers"
  case partnershipRoles = "partnership_roles"
  case partnershipPhases = "partnership_phases"
  case partnershipSuspensions = "partnership_suspensions"
  case partnershipTerms = "partnership_terms"
  case partnershipHeld = "partnership_held"
  case laneHeld = "lane_held"
  case mappingStatus = "mapping_status"

  // Connections.
  case standInMissing = "stand_in_missing"
  case standInBehind = "stand_in_behind"
  case standInUnowned = "stand_in_unowned"

  // Handoffs, as one desk records them.
  case twoOpenHandoffs = "two_open_handoffs"
  case twoHandoffsIn = "two_handoffs_in"
  case openOverEnded = "open_over_ended"
  case innerHandoffOpen = "inner_handoff_open"
  case endedWithOpenHandoff = "ended_with_open_handoff"
  case confirmTime = "confirm_time"
  case completionMissing = "completion_missing"
  case deadlineFlags = "deadline_flags"

  // Handoffs, as both desks record them, with nothing on its way between them.
  case handoffOneSided = "handoff_one_sided"
  case handoffSides = "handoff_sides"
  case handoffPartnerships = "handoff_partnerships"
  case handoffStates = "handoff_states"
  case handoffTurns = "handoff_turns"
  case partnerNumbers = "partner_numbers"
  case chainLoop = "chain_loop"
  case messagesLost = "messages_lost"
  case messagesDiffer = "messages_differ"
  case contentMissing = "content_missing"

  // Lanes and deliveries.
  case sentBehind = "sent_behind"
  case sentAhead = "sent_ahead"
  case laneHole = "lane_hole"
  case epochAhead = "epoch_ahead"
  case appliedAhead = "applied_ahead"
  case appliedBehind = "applied_behind"
  case laneUnscheduled = "lane_unscheduled"
  case laneIdle = "lane_idle"
  case leaseTooLong = "lease_too_long"
  case retriesOverrun = "retries_overrun"
  case parked
  case missing
  case parkedWithoutReason = "parked_without_reason"
  case deliveryState = "delivery_state"
  case deliveryElsewhere = "delivery_elsewhere"
  case waitingOnEnded = "waiting_on_ended"
  case wireUnreadable = "wire_unreadable"

  // Notices and mails.
  case noticeUnseen = "notice_unseen"
  case parkedMail = "parked_mail"
  case mailState = "mail_state"
  case mailOverrun = "mail_overrun"

  // Mail that comes in.
  case addressTwice = "address_twice"
  case addressProof = "address_proof"
  case parkedReceivedMail = "parked_received_mail"
  case receivedMailState = "received_mail_state"
  case receivedMailOverrun = "received_mail_overrun"
}
