/// What a desk has compared with its partners, and what it has found.
extension Migration {
  static let drifts = Migration(
    number: 10,
    steps: [
      .clustered(
        """
        CREATE TABLE comparisons (
          tenant_id uuid NOT NULL,
          partnership_id uuid NOT NULL,
          at bigint NOT NULL,
          next_at bigint NOT NULL,
          swept_to uuid,
          PRIMARY KEY (tenant_id, partnership_id),
          FOREIGN KEY (tenant_id, partnership_id) REFERENCES partnerships (tenant_id, id)
        )
        """),
      .clustered(
        """
        CREATE TABLE drifts (
          tenant_id uuid NOT NULL,
          partnership_id uuid NOT NULL,
          handoff_id uuid NOT NULL,
          found_at bigint NOT NULL,
          PRIMARY KEY (tenant_id, partnership_id, handoff_id),
          FOREIGN KEY (tenant_id, partnership_id) REFERENCES partnerships (tenant_id, id)
        )
        """),
    ])
}
