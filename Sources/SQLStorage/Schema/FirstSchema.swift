/// The schema of the first release.
extension Migration {
  static let first = Migration(
    number: 1,
    steps: FirstSchema.desk + FirstSchema.tickets + FirstSchema.federation + FirstSchema.access + [.search, .files])
}

/// The words are PostgreSQL's; SQLite takes them as affinities. Times are whole milliseconds since 1970, flags 0 or 1.
enum FirstSchema {
  static let desk: [Migration.Step] = [
    .plain(
      """
      CREATE TABLE tenants (
        tenant_id uuid NOT NULL PRIMARY KEY,
        ordinal bigint NOT NULL UNIQUE,
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        federation_id bytea NOT NULL,
        tenant_key bytea NOT NULL,
        passes_through bigint NOT NULL,
        created_at bigint NOT NULL
      )
      """),
    .clustered(
      """
      CREATE TABLE counters (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        name text NOT NULL,
        value bigint NOT NULL,
        PRIMARY KEY (tenant_id, name)
      )
      """),
    .clustered(
      """
      CREATE TABLE statuses (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        name text NOT NULL,
        category text NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (tenant_id, id)
      )
      """),
    .clustered(
      """
      CREATE TABLE fields (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        key text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        allowed text,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, key)
      )
      """),
    .clustered(
      """
      CREATE TABLE teams (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        name text NOT NULL,
        folded_name text NOT NULL,
        created_at bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, folded_name)
      )
      """),
    .clustered(
      """
      CREATE TABLE agents (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        email text NOT NULL,
        folded_email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        teams bytea NOT NULL,
        is_active bigint NOT NULL,
        created_at bigint NOT NULL,
        password_hash text,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, folded_email)
      )
      """),
    .clustered(
      """
      CREATE TABLE customers (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        name text NOT NULL,
        folded_name text NOT NULL,
        note text,
        created_at bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, folded_name)
      )
      """),
    .clustered(
      """
      CREATE TABLE requesters (
        tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
        id uuid NOT NULL,
        email text,
        folded_email text,
        name text NOT NULL,
        phone text,
        customer_id uuid,
        created_at bigint NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, folded_email),
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
      )
      """),
    .plain("CREATE INDEX requesters_of_customer ON requesters (tenant_id, customer_id)"),
  ]
}
