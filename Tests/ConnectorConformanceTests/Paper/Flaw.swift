/// What can be wrong with a connector, and the case that finds it.
enum Flaw: String, CaseIterable, Sendable {
  case believesEverybody, provesOnlyTheTime, provesWhatItParsed, forgetsTheTime
  case takesAnythingForATicket, hasNoKeys, hasNoTimes, forgetsItsMark, hearsItself, losesStatuses, mixesAudiences
  case forgetsAuthors, writesWithoutAuthor, namesNoItem, promisesTooMuch
  case forgetsEarlierTries, triesForEver, doesNotWait, givesUpOnConflicts, givesUpOnTrouble, takesPagesForSuccess
  case takesClosedForBusy, takesLargeForBroken, namesNoField, neverEnds
  case showsItsSecret, putsItsSecretIntoAddresses, tellsItsSecretToStrangers, isContentWithAnySecret

  /// Of the sentence of the case that has to find it.
  var foundBy: String {
    switch self {
    case .believesEverybody: "A57: takes no webhook that is not signed"
    case .provesOnlyTheTime: "A41, A57: takes no webhook that somebody else signed"
    case .provesWhatItParsed: "reads each webhook that is signed"
    case .forgetsTheTime: "takes no webhook that is played again later"
    case .takesAnythingForATicket: "A45: refuses a body that is not what it says"
    case .hasNoKeys: "F11: finds the same in what is told twice"
    case .hasNoTimes: "hears what becomes of a status, and when it was so"
    case .forgetsItsMark: "knows its own ticket when it comes back"
    case .hearsItself: "knows its own comments when they come back"
    case .losesStatuses: "keeps a status of which nobody has heard"
    case .mixesAudiences, .writesWithoutAuthor, .namesNoItem: "writes comments for those who may read them"
    case .forgetsAuthors: "hears what people there write"
    case .promisesTooMuch: "carries each kind of change, or says that it cannot"
    case .forgetsEarlierTries: "makes nothing twice where an answer was lost"
    case .triesForEver: "F15: gives up what is refused as unfit: 422"
    case .doesNotWait: "waits as long as it is asked to"
    case .givesUpOnConflicts: "tries again where somebody changed the ticket"
    case .givesUpOnTrouble: "tries again later: 503"
    case .takesPagesForSuccess: "F15: takes no page of HTML for an answer"
    case .takesClosedForBusy: "says that a ticket is closed for good"
    case .takesLargeForBroken: "says that a file is too large"
    case .namesNoField: "says which fields are demanded"
    case .neverEnds: "comes to an end whatever it is answered"
    case .showsItsSecret: "shows no secret, however it is printed"
    case .putsItsSecretIntoAddresses: "puts no secret into an address"
    case .tellsItsSecretToStrangers: "shows its secrets to nobody else"
    case .isContentWithAnySecret: "says so when its secrets are not the right ones"
    }
  }
}
