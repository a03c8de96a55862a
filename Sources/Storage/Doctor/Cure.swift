/// What helps against what the doctor finds.
package enum Cure: String, Sendable, CaseIterable {
  case restore, report, version, keys, admin, resave, status, settle, search, file, unused, harmless, invite, end,
    compare, suspend, reshare, mapping, restart, retry, drop, mail, received, address
}

extension Ailment {
  package var cure: Cure {
    switch self {
    case .damage, .pageDamaged, .numberGap, .auditGap, .silentTicket, .timelineGap, .commentGap, .sentAhead, .laneHole,
      .appliedAhead:
      .restore
    case .schemaDiffers, .migrationMissing, .unknownWord, .unreadableValue, .foreignReference, .orphanOfDesk,
      .orphanTicket, .orphanTie, .orphanTag, .orphanTimeline, .orphanComment, .orphanAttachment, .orphanCrossing,
      .orphanHandoff, .orphanDelivery, .orphanAttempt, .orphanLane, .orphanInvitation, .orphanRequester, .orphanAccess,
      .orphanAnswer, .orphanAudit, .orphanNotice, .orphanMail, .orphanOutside, .orphanWebhook, .orphanAddress,
      .orphanReceivedMail, .orphanMailAccount, .standInMissing,
      .standInUnowned, .categoryWithoutStatus, .sharedFederationID,
      .counterMissing, .counterBehind, .absentStatus, .resolutionContradicts, .mergeCycle, .familyTooDeep,
      .retractedText, .attachmentElsewhere, .fileSize, .partnerUnknown, .absentPeer, .partnershipPeers,
      .partnershipRoles, .twoHandoffsIn, .openOverEnded, .handoffSides, .handoffPartnerships, .partnerNumbers,
      .messagesLost, .sentBehind, .epochAhead, .appliedBehind, .laneUnscheduled, .deliveryState, .deliveryElsewhere,
      .mailState, .addressProof, .receivedMailState:
      .report
    case .migrationUnknown:
      .version
    case .sealedValue:
      .keys
    case .deskWithoutAdmin:
      .admin
    case .absentTeam, .foldedName, .tagIndex:
      .resave
    case .statusCategory, .holdContradicts, .mergedButOpen:
      .status
    case .messagesDiffer, .contentMissing:
      .compare
    case .mergedOpenHandoff, .twoOpenHandoffs, .innerHandoffOpen, .endedWithOpenHandoff, .confirmTime,
      .completionMissing, .deadlineFlags, .handoffOneSided, .handoffStates, .handoffTurns, .chainLoop:
      .settle
    case .searchMissing, .searchExtra, .searchStale:
      .search
    case .fileMissing, .fileDamaged:
      .file
    case .fileUnused:
      .unused
    case .answerKeptTooLong, .noticeUnseen:
      .harmless
    case .invitationMissing:
      .invite
    case .partnershipOneSided, .partnershipPhases:
      .end
    case .partnershipSuspensions, .partnershipHeld, .laneHeld:
      .suspend
    case .partnershipTerms:
      .reshare
    case .mappingStatus:
      .mapping
    case .laneIdle, .leaseTooLong, .retriesOverrun, .waitingOnEnded, .mailOverrun, .receivedMailOverrun, .standInBehind:
      .restart
    case .parked, .parkedWithoutReason:
      .retry
    case .missing, .wireUnreadable:
      .drop
    case .parkedMail:
      .mail
    case .parkedReceivedMail:
      .received
    case .addressTwice:
      .address
    }
  }
}
