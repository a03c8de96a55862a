import SQLStorage

/// What is asked of the server's own catalogue about the wall, and how its pieces are made.
enum WallSQL {
  /// The roles are the whole server's, so they bear the names of their database and schema, which a name has room for or not.
  static let names = Statement(
    """
    SELECT quote_ident(place || '.desk'), quote_ident(place || '.hub') FROM (
      SELECT CASE WHEN octet_length(whole) <= 58 THEN whole ELSE 'baton.' || md5(whole) END AS place
      FROM (SELECT current_database() || '.' || current_schema() AS whole) AS named
    ) AS placed
    """, scope: .hub)

  static let schema = Statement("SELECT quote_ident(current_schema())", scope: .hub)

  static let roles = Statement(
    """
    SELECT r.rolsuper OR r.rolbypassrls, pg_has_role(session_user, r.oid, 'MEMBER') FROM pg_roles r
    WHERE quote_ident(r.rolname) IN (?1, ?2)
    """, scope: .hub)

  /// The hub's own tables that are not wholly behind the wall: those of whoever owns the list of migrations.
  static let gaps = Statement(
    """
    SELECT quote_ident(t.relname), quote_ident(pg_get_userbyid(t.relowner)), t.is_desks, t.is_claimed FROM (
      SELECT c.oid, c.relname, c.relowner, c.relrowsecurity AND c.relforcerowsecurity AS is_forced,
        EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS is_desks,
        EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'lease_until') AS is_claimed
      FROM pg_class c JOIN pg_class m ON m.relnamespace = c.relnamespace AND m.relowner = c.relowner
      WHERE m.relname = 'schema_migrations' AND c.relkind IN ('r', 'p')
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    ) AS t
    JOIN pg_roles d ON quote_ident(d.rolname) = ?1 JOIN pg_roles h ON quote_ident(h.rolname) = ?2
    WHERE NOT has_table_privilege(h.oid, t.oid, 'SELECT') OR t.is_desks AND NOT (
      t.is_forced
      AND CASE WHEN t.is_claimed THEN has_column_privilege(h.oid, t.oid, 'lease_until', 'UPDATE') ELSE true END
      AND has_table_privilege(d.oid, t.oid, 'SELECT') AND has_table_privilege(d.oid, t.oid, 'INSERT')
      AND has_table_privilege(d.oid, t.oid, 'UPDATE') AND has_table_privilege(d.oid, t.oid, 'DELETE')
      AND 3 = (
        SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid AND (p.polname, p.polroles) IN (
          ('desk', ARRAY[d.oid]), ('hub', ARRAY[h.oid]), ('owner', ARRAY[t.relowner]))))
    ORDER BY t.relname
    """, scope: .hub)

  static let lacksSearch = Statement(
    """
    SELECT NOT EXISTS (
      SELECT 1 FROM pg_proc p JOIN pg_roles h ON h.oid = p.proowner JOIN pg_roles d ON quote_ident(d.rolname) = ?1
      WHERE p.proname = 'ticket_numbers' AND quote_ident(h.rolname) = ?2 AND p.prosecdef
        AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
        AND has_function_privilege(d.oid, p.oid, 'EXECUTE'))
    """, scope: .hub)

  /// Two nodes may make it at the same time; what one has made is made. Who is given it does not have its rights by that alone,
  /// where the server can tell the two apart (16 and later).
  static func make(_ role: String) -> String {
    """
    DO $$ BEGIN
      BEGIN CREATE ROLE \(role) NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
      EXECUTE 'GRANT \(role) TO SESSION_USER'
        || CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE' ELSE '' END;
    END $$
    """
  }

  /// The numbers of a desk's tickets that hold words. The server asks a policy before it asks whether words match, since only
  /// the latter could give away what it was asked of, and so would look at all words of the desk; this, as the hub's role, may
  /// go to them by the index, and holds the wall itself. Another one takes another name: nodes of two versions may serve at once.
  ///
  /// Few tickets hold what people look for. Told so, the server goes from them to their rows, where it would read all tickets of
  /// a desk that has more than others.
  static func search(in schema: String, desk: String, hub: String) -> [String] {
    [
      """
      CREATE OR REPLACE FUNCTION ticket_numbers(desk uuid, query tsquery) RETURNS SETOF bigint
      LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = \(schema), pg_temp AS $$ BEGIN
        RETURN QUERY SELECT w.ticket_number FROM ticket_words w
        WHERE w.tenant_id = desk AND w.words @@ query
          AND desk = CAST(nullif(current_setting('app.tenant', true), '') AS uuid);
      END $$
      """,
      "REVOKE ALL ON FUNCTION ticket_numbers FROM PUBLIC",
      "GRANT EXECUTE ON FUNCTION ticket_numbers TO \(desk)",
      // Whoever is given something must be able to make it there.
      "GRANT CREATE ON SCHEMA \(schema) TO \(hub)",
      "ALTER FUNCTION ticket_numbers OWNER TO \(hub)",
      "REVOKE CREATE ON SCHEMA \(schema) FROM \(hub)",
    ]
  }
}
