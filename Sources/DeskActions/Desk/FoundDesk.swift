import Federation
package import Storage
package import Ticketing

/// Gives a new tenant its statuses, its first admin, and the admin's token. The operator does this; there is no actor yet.
package struct FoundDesk: Sendable {
  package let email: EmailAddress
  package let adminName: String
  package let passwordHash: String
  package let tokenHash: [UInt8]

  package init(email: EmailAddress, adminName: String, passwordHash: String, tokenHash: [UInt8]) {
    self.email = email
    self.adminName = adminName
    self.passwordHash = passwordHash
    self.tokenHash = tokenHash
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws -> Agent {
    for status in StatusBook.standard(&moment).statuses { try tx.put(status) }
    let admin = Agent(id: moment.newID(), email: email, name: adminName, role: .admin, createdAt: moment.now)
    try tx.put(admin)
    try tx.put(passwordHash: passwordHash, of: admin.id)
    try tx.put(
      TokenRecord(
        id: moment.newID(), agent: admin.id, label: "first token", secretHash: tokenHash, createdAt: moment.now,
        expiresAt: nil))
    try tx.append(
      AuditRecord(
        at: moment.now, source: .commandLine, action: "tenant.create", subject: tx.tenant.description,
        facts: [.email(email)]))
    return admin
  }
}
