import Federation
import Foundation
import Storage
import Ticketing

/// Every statement that there is, for the tests that hold them against the rules.
package enum SQLStatements {
  /// What desks do; each names its tenant.
  package static let desk: [Statement] =
    SettingsSQL.all + PeopleSQL.all + TicketSQL.all + FamilySQL.all + TimelineSQL.all + ConversationSQL.all
    + PartnershipSQL.all + HandoffSQL.all + DeliverySQL.all + EpochSQL.all + LaneSQL.all + AccessSQL.all
    + SessionSQL.all
    + DriftSQL.all + SecondStepSQL.all + NoticeSQL.all + MailSQL.all + MailTable.all.flatMap(\.statements)
    + RequesterMailSQL.all + ConnectionSQL.all + OutsideSQL.all
    + MappingVersionSQL.all
    + [HistorySQL.note]
    + WebhookSQL.all + WebhookMessageSQL.all + DeskAddressSQL.all + ReceivedMailSQL.all + MailAccountSQL.all

  /// What sees all tenants at once: the schema, the directory, the relay, the doctor.
  package static let hub: [Statement] =
    SchemaSQL.all + HubSQL.all + MailQueueSQL.all + WebhookQueueSQL.all + KnownFileSQL.all + NeededFileSQL.all
    + SearchedTextSQL.all
    + Doctor.statements
    + CensusSQL.all + HistorySQL.all + AddressDirectorySQL.all + IntakeQueueSQL.all
    + MailAccountQueueSQL.all

  package static let all: [Statement] = desk + hub

  /// The lists, composed: each order, each piece alone and all of them together.
  package static var lists: [Statement] {
    let id = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    let pages = [PageRequest(), PageRequest(after: PagePosition(id: id))]
    let composed = pages.flatMap { page in
      tickets(id).map { TicketList.query($0, page, found: [], statuses(id)) }
        + handoffs(id).map { HandoffList.query($0, page) }
        + deliveries(id).flatMap {
          [DeliveryList.query($0, page), DeliveryList.query($0, page, DeliverySQL.listed)]
        }
        + HandoffLineQuery.Order.allCases.map {
          HandoffLineList.query(HandoffLineQuery(.delegate, [.offered], $0), page)
        }
    }
    return composed.map(\.statement)
  }

  private static func tickets(_ id: UUID) -> [TicketQuery] {
    let sorts = TicketQuery.Sort.allCases.map { sort in
      var query = TicketQuery()
      query.sort = sort
      return query
    }
    var (wide, narrow, open) = (TicketQuery(), TicketQuery(), TicketQuery())
    wide.status = StatusID(id)
    wide.categories = [.new, .closed]
    wide.assignee = .agent(AgentID(id))
    wide.team = TeamID(id)
    wide.requester = RequesterID(id)
    wide.tag = "tag"
    wide.partnership = PartnershipID(id)
    wide.partnerNumber = 7
    wide.priority = .high
    wide.isHandedOver = true
    narrow.categories = [.new]
    narrow.assignee = .nobody
    open.categories = [.new, .inProgress, .onHold]
    open.sort = .updatedDescending
    open.assignee = .nobody
    var oldest = open
    oldest.sort = .created
    return sorts + [wide, narrow, open, oldest]
  }

  private static func statuses(_ id: UUID) -> StatusBook {
    StatusBook([Status(id: StatusID(id), name: "New", category: .new, position: 0)])
  }

  private static func handoffs(_ id: UUID) -> [HandoffQuery] {
    var query = HandoffQuery()
    query.side = .delegate
    query.state = .offered
    query.partnership = PartnershipID(id)
    return [HandoffQuery(), query]
  }

  private static func deliveries(_ id: UUID) -> [DeliveryQuery] {
    var query = DeliveryQuery()
    query.state = .waiting
    query.direction = .out
    query.ticket = TicketID(id)
    query.partnership = PartnershipID(id)
    query.isOutside = true
    var latest = DeliveryQuery()
    latest.isNewestFirst = true
    return [DeliveryQuery(), query, latest]
  }
}
