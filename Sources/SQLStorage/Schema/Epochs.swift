/// What a desk that was restored from a backup has to find out, and how far it has.
extension Migration {
  static let epochs = Migration(
    number: 7,
    steps: ["handoffs", "partnerships"].flatMap { table in
      [
        "former_epoch bigint", "former_sent bigint", "recovery text", "successors text",
      ].map { Step.plain("ALTER TABLE \(table) ADD COLUMN \($0)") }
    } + [.plain("ALTER TABLE tenants ADD COLUMN restored_at bigint")])
}
