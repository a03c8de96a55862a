enum PeopleSQL {
  static let agent = Statement(
    """
    SELECT id, email, name, role, teams, is_active, created_at FROM agents WHERE tenant_id = ?1 AND id = ?2
    """)

  static let agentByEmail = Statement(
    """
    SELECT id, email, name, role, teams, is_active, created_at FROM agents WHERE tenant_id = ?1 AND folded_email = ?2
    """)

  static let agents = Statement(
    """
    SELECT id, email, name, role, teams, is_active, created_at FROM agents
    WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
    """)

  static let someAgents = Statement(
    """
    SELECT id, email, name, role, teams, is_active, created_at FROM agents WHERE tenant_id = ?1 AND id IN (\(ManyIDs.list))
    """)

  static let agentsBeginning = Statement(
    """
    SELECT id, email, name, role, teams, is_active, created_at FROM agents
    WHERE tenant_id = ?1 AND is_active = 1
      AND (folded_name LIKE ?2 ESCAPE '!' OR folded_name LIKE ?3 ESCAPE '!' OR folded_email LIKE ?2 ESCAPE '!')
    ORDER BY folded_name, id LIMIT ?4
    """)

  static let activeAdmins = Statement(
    "SELECT count(*) FROM agents WHERE tenant_id = ?1 AND role = 'admin' AND is_active = 1")

  static let putAgent = Statement(
    """
    INSERT INTO agents (
      tenant_id, id, email, folded_email, name, role, teams, is_active, created_at, folded_name)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      email = excluded.email, folded_email = excluded.folded_email, name = excluded.name, role = excluded.role,
      teams = excluded.teams, is_active = excluded.is_active, folded_name = excluded.folded_name
    """)

  static let passwordHash = Statement("SELECT password_hash FROM agents WHERE tenant_id = ?1 AND id = ?2")

  static let putPasswordHash = Statement("UPDATE agents SET password_hash = ?3 WHERE tenant_id = ?1 AND id = ?2")

  static let team = Statement("SELECT id, name, created_at FROM teams WHERE tenant_id = ?1 AND id = ?2")

  static let teamByName = Statement("SELECT id, name, created_at FROM teams WHERE tenant_id = ?1 AND folded_name = ?2")

  static let teams = Statement(
    "SELECT id, name, created_at FROM teams WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let someTeams = Statement(
    """
    SELECT id, name, created_at FROM teams WHERE tenant_id = ?1 AND id IN (\(ManyIDs.list))
    """)

  static let teamsBeginning = Statement(
    """
    SELECT id, name, created_at FROM teams
    WHERE tenant_id = ?1 AND (folded_name LIKE ?2 ESCAPE '!' OR folded_name LIKE ?3 ESCAPE '!')
    ORDER BY folded_name, id LIMIT ?4
    """)

  static let putTeam = Statement(
    """
    INSERT INTO teams (tenant_id, id, name, folded_name, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name
    """)

  static let customer = Statement("SELECT id, name, note, created_at FROM customers WHERE tenant_id = ?1 AND id = ?2")

  static let customerByName = Statement(
    "SELECT id, name, note, created_at FROM customers WHERE tenant_id = ?1 AND folded_name = ?2")

  static let customers = Statement(
    "SELECT id, name, note, created_at FROM customers WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let someCustomers = Statement(
    """
    SELECT id, name, note, created_at FROM customers WHERE tenant_id = ?1 AND id IN (\(ManyIDs.list))
    """)

  static let putCustomer = Statement(
    """
    INSERT INTO customers (tenant_id, id, name, folded_name, note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      name = excluded.name, folded_name = excluded.folded_name, note = excluded.note
    """)

  static let requester = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters WHERE tenant_id = ?1 AND id = ?2
    """)

  static let requesterByEmail = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters WHERE tenant_id = ?1 AND folded_email = ?2
    """)

  static let requesters = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters
    WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
    """)

  static let someRequesters = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters WHERE tenant_id = ?1 AND id IN (\(ManyIDs.list))
    """)

  /// Text is compared by its bytes, so that what begins alike lies together.
  static let requestersNamed = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters
    WHERE tenant_id = ?1 AND folded_name >= ?2 AND folded_name < ?3 ORDER BY folded_name, id LIMIT ?4
    """)

  static let requestersAt = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters
    WHERE tenant_id = ?1 AND folded_email >= ?2 AND folded_email < ?3 ORDER BY folded_email LIMIT ?4
    """)

  static let newestRequesters = Statement(
    """
    SELECT id, email, name, phone, customer_id, created_at FROM requesters
    WHERE tenant_id = ?1 ORDER BY id DESC LIMIT ?2
    """)

  static let putRequester = Statement(
    """
    INSERT INTO requesters (
      tenant_id, id, email, folded_email, name, phone, customer_id, created_at, folded_name)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      email = excluded.email, folded_email = excluded.folded_email, name = excluded.name, phone = excluded.phone,
      customer_id = excluded.customer_id, folded_name = excluded.folded_name
    """)

  static let all = [
    agent, agentByEmail, agents, activeAdmins, putAgent, passwordHash, putPasswordHash, team, teamByName, teams,
    putTeam, customer, customerByName, customers, putCustomer, requester, requesterByEmail, requesters,
    newestRequesters, putRequester,
    agentsBeginning, teamsBeginning, requestersNamed, requestersAt, someAgents, someTeams, someCustomers,
    someRequesters,
  ]
}
