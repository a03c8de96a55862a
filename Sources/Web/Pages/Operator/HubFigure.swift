import Foundation
import Storage

/// One number of the hub's, with its name.
struct HubFigure {
  let label: String
  let amount: String
  /// What it means, or what to do.
  let note: String?
  let isBad: Bool

  /// Less than this on the disk wants somebody, in bytes.
  private static let littleRoom = 1_000_000_000
  /// A write-ahead log that is larger is not written back, in bytes.
  private static let longLog = 256 * 1_024 * 1_024

  static func all(
    _ health: HubHealth, _ desks: [DeskCensus], isReady: Bool, streams: Int, clock: PageClock
  ) -> [HubFigure] {
    let sums = Sums(desks, clock)
    return process(health, isReady: isReady, streams: streams, clock) + sums.figures(sendsMail: health.sendsMail)
      + [withheld(health, clock.catalogue)] + storage(health, clock)
  }

  private static func process(
    _ health: HubHealth, isReady: Bool, streams: Int, _ clock: PageClock
  ) -> [HubFigure] {
    let catalogue = clock.catalogue
    let uptime = health.startedAt.map { Span.text(clock.now.timeIntervalSince($0), catalogue) }
    return [
      figure("ready", catalogue[isReady ? "operator.is_ready" : "operator.is_not_ready"], catalogue, isBad: !isReady),
      figure(
        "version", health.version, catalogue, note: catalogue.text("operator.schema", ["number": "\(health.schema)"])),
      figure("uptime", uptime, catalogue, note: health.startedAt.map(clock.full)),
      figure("memory", health.memoryBytes.map(ByteCount.text), catalogue),
      figure("streams", "\(streams)", catalogue),
    ]
  }

  /// A limit that bites is somebody's flood, or two programs that answer each other.
  private static func withheld(_ health: HubHealth, _ catalogue: Catalogue) -> HubFigure {
    figure(
      "withheld", "\(health.withheldMails)", catalogue,
      note: health.withheldMails > 0 ? catalogue["operator.withheld_means"] : nil, isBad: health.withheldMails > 0)
  }

  private static func storage(_ health: HubHealth, _ clock: PageClock) -> [HubFigure] {
    let catalogue = clock.catalogue
    let batch = health.writesPerCommit.map { String(format: "%.1f", $0) }
    let backup = health.lastBackup.map { Span.text(clock.now.timeIntervalSince($0), catalogue) }
    return [
      figure("database", ByteCount.text(health.databaseBytes), catalogue),
      figure(
        "log", health.logBytes.map(ByteCount.text), catalogue, isBad: health.logBytes.map { $0 > longLog } ?? false),
      figure(
        "disk", health.diskFreeBytes.map(ByteCount.text), catalogue,
        isBad: health.diskFreeBytes.map { $0 < littleRoom } ?? false),
      figure("batch", batch, catalogue),
      figure(
        "backup", backup.map { catalogue.text("operator.ago", ["span": $0]) } ?? catalogue["operator.no_backup"],
        catalogue, note: health.lastBackup.map(clock.full)),
    ]
  }

  fileprivate static func figure(
    _ key: String, _ amount: String?, _ catalogue: Catalogue, note: String? = nil, isBad: Bool = false
  ) -> HubFigure {
    HubFigure(
      label: catalogue["operator.figure_\(key)"], amount: amount ?? catalogue["operator.untold"], note: note,
      isBad: isBad)
  }
}

/// What all desks have together.
private struct Sums {
  private let desks: [DeskCensus]
  private let clock: PageClock

  init(_ desks: [DeskCensus], _ clock: PageClock) {
    self.desks = desks
    self.clock = clock
  }

  func figures(sendsMail: Bool) -> [HubFigure] {
    let catalogue = clock.catalogue
    let (failed, missing, late) = (pile(\.parked), pile(\.missing), pile(\.waiting))
    let isLate = late.oldest.map { clock.now.timeIntervalSince($0) > DeskHealth.patience } ?? false
    let failedMails = pile(\.parkedMails).count
    return [
      HubFigure.figure("desks", "\(desks.count)", catalogue),
      HubFigure.figure("failed", words(failed), catalogue, isBad: failed.count > 0),
      HubFigure.figure("missing", words(missing), catalogue, isBad: missing.count > 0),
      HubFigure.figure("drifted", words(pile(\.drifted)), catalogue, isBad: pile(\.drifted).count > 0),
      HubFigure.figure("waiting", words(late), catalogue, isBad: isLate),
      HubFigure.figure(
        "mails", words(pile(\.waitingMails)), catalogue,
        note: sendsMail
          ? catalogue.text("operator.failed_mails", ["count": "\(failedMails)"]) : catalogue["operator.no_mail"],
        isBad: failedMails > 0),
      HubFigure.figure(
        "webhooks", words(pile(\.waitingWebhooks)), catalogue,
        note: catalogue.text(
          "operator.failed_webhooks",
          ["count": "\(pile(\.failedWebhooks).count)", "stopped": "\(desks.reduce(0) { $0 + $1.stoppedWebhooks })"])),
      HubFigure.figure("sessions", "\(desks.reduce(0) { $0 + $1.sessions })", catalogue),
    ]
  }

  private func words(_ pile: DeskCensus.Pile) -> String {
    guard let oldest = pile.oldest, pile.count > 0 else { return "0" }
    let span = Span.text(clock.now.timeIntervalSince(oldest), clock.catalogue)
    return clock.catalogue.text("operator.count_for", ["count": "\(pile.count)", "span": span])
  }

  private func pile(_ part: KeyPath<DeskCensus, DeskCensus.Pile>) -> DeskCensus.Pile {
    let piles = desks.map { $0[keyPath: part] }
    return DeskCensus.Pile(piles.reduce(0) { $0 + $1.count }, oldest: piles.compactMap(\.oldest).min())
  }
}
