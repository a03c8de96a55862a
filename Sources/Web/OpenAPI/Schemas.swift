/// The named schemas of the document: what the routes give and take more than once.
package enum Schemas {
  package static let all: [(name: String, schema: Schema)] =
    [
      (
        "Problem",
        .object(
          [
            "type": .text, "title": .text, "status": .integer, "detail": .text,
            "errors": .list(.object(["pointer": .text, "detail": .text])),
            "findings": .list(.named("MappingFinding")),
          ], required: ["type", "title", "status", "detail"])
      )
    ] + TicketSchemas.all + PartnerSchemas.all
}
