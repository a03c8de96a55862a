import Foundation
import HTTPTypes
import Storage
import Ticketing
import Vault

/// How large things may be, and how long they live, for every desk of the hub.
enum LimitsPage {
  static let path = "/operator/limits"

  static let routes: [Route] = [
    Route(.get, path, "The limits that hold for every desk.", face: .page, access: .operator, answer: nil, handle: show)
  ]

  struct Limit {
    let name: String
    let amount: String
    let help: String
  }

  struct View {
    let limits: [Limit]
  }

  private static func show(_ call: Call) throws -> Answer {
    let catalogue = try call.catalogue
    let limits = amounts(catalogue).map { key, amount in
      Limit(name: catalogue["limit.\(key)"], amount: amount, help: catalogue["limit.\(key)_help"])
    }
    return try call.showOperator(
      "operator/limits", title: catalogue["operator.limits"], in: .limits, View(limits: limits))
  }

  private static func amounts(_ catalogue: Catalogue) -> [(key: String, amount: String)] {
    func size(_ bytes: Int) -> String {
      bytes % 1_048_576 == 0 ? "\(bytes / 1_048_576) MiB" : bytes % 1_024 == 0 ? "\(bytes / 1_024) KiB" : "\(bytes) B"
    }
    return [
      ("attachment", size(Limits.attachmentBytes)), ("attachments", "\(Limits.attachmentsPerTicket)"),
      ("form_files", "\(FormReception.mostFiles)"), ("file_name", size(Limits.fileNameBytes)),
      ("body", size(Door.bodyLimit)), ("subject", size(Limits.subjectBytes)),
      ("description", size(Limits.descriptionBytes)), ("comment", size(Limits.commentBytes)),
      ("reason", size(Limits.reasonBytes)), ("resolution", size(Limits.resolutionBytes)),
      ("name", size(Limits.nameBytes)), ("fields", "\(Limits.fields)"), ("field_value", size(Limits.fieldValueBytes)),
      ("choices", "\(Limits.choices)"), ("tags", "\(Limits.tags)"), ("tag", size(Limits.tagBytes)),
      ("split", "\(Limits.splitComments)"), ("told", "\(Limits.toldAtOnce)"),
      ("session", Span.text(IdleLimit.unlessTold.seconds, catalogue)),
      ("longest", Span.text(SessionRecord.longestLife, catalogue)),
      ("password", "\(Password.minimumInCharacters)"),
    ]
  }
}
