import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let mailAccounts = [
    ContractCase("a mail account comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let address = try trial.address()
      let (bare, moving) = (trial.account(at: address), trial.account(at: address, movesTo: "D\u{F6}ne"))
      try await desk.write {
        try $0.put(address)
        try $0.put(bare)
        try $0.put(moving)
      }
      try await trial.reopen()
      #expect(try await desk.read { try $0.mailAccount(bare.id) } == bare)
      let both = [bare, moving].sorted { $0.id < $1.id }
      #expect(try await desk.read { try $0.mailAccounts(PageRequest()).items } == both)
      #expect(try await desk.read { try $0.hasMailAccounts(at: address.id) })
      let other = try await trial.desk("other")
      #expect(try await other.read { try $0.mailAccount(bare.id) } == nil)
      try await desk.write { try $0.remove(bare.id) }
      #expect(try await desk.read { try $0.mailAccount(bare.id) } == nil)
    },
    ContractCase("an address that mail is fetched for stays") { trial in
      let desk = try await trial.desk()
      let address = try trial.address()
      let account = trial.account(at: address)
      try await desk.write {
        try $0.put(address)
        try $0.put(account)
      }
      await #expect(throws: StorageError.self) { try await desk.write { try $0.remove(address.id) } }
      await #expect(throws: StorageError.self) {
        try await desk.write { try $0.put(trial.account(at: try trial.address())) }
      }
    },
    ContractCase("how far a mailbox was fetched stays when its account is changed, and is due by its time and lease") {
      trial in
      let desk = try await trial.desk()
      let address = try trial.address()
      var account = trial.account(at: address)
      let (id, key) = (account.id, MailAccountKey(tenant: desk.tenant, account: account.id))
      func due(_ seconds: Double) async throws -> [MailAccountKey] {
        try await trial.tenants.dueMailAccounts(now: trial.later(seconds), limit: 9)
      }
      try await desk.write { [account] in
        try $0.put(address)
        try $0.put(account)
      }
      #expect(try await due(0) == [key])
      var fetch = try #require(try await desk.read { try $0.mailFetch(of: id) })
      #expect(fetch == MailFetch(nextAt: trial.now))
      fetch.claim(until: trial.later(120))
      fetch.begin(under: .max, behind: 7, renumberedBelow: .max)
      fetch.passOver(9, because: .tooLarge, at: trial.now)
      _ = fetch.noteTrouble(with: .max)
      try await desk.write { [fetch] in try $0.put(fetch, of: id) }
      #expect(try await desk.read { try $0.mailFetch(of: id) } == fetch)
      #expect(try await due(1) == [])
      #expect(try await due(120) == [key])
      try await trial.reopen()
      #expect(try await due(1) == [key])
      fetch.noteFailure(.noFolder, at: trial.now)
      try await desk.write { [fetch] in try $0.put(fetch, of: id) }
      account.state = .paused
      try await desk.write { [account] in try $0.put(account) }
      #expect(try await desk.read { try $0.mailFetch(of: id) } == fetch)
      #expect(try await due(999) == [])
      account.state = .active
      try await desk.write { [account] in try $0.put(account) }
      #expect(try await due(4) == [])
      #expect(try await due(5) == [key])
    },
  ]
}

extension Trial {
  fileprivate func address() throws -> DeskAddress {
    DeskAddress(id: newID(), address: try email("support@acme.example"), createdAt: now)
  }

  fileprivate func account(at address: DeskAddress, movesTo folder: String? = nil) -> MailAccount {
    MailAccount(
      id: newID(), address: address.id, host: "imap.acme.example", port: 993, security: .tls, user: "support",
      password: "w\u{F6}rd \u{1F511}", folder: "INBOX", afterwards: folder == nil ? .leave : .move, movesTo: folder,
      fetchesExisting: folder != nil, createdAt: now)
  }
}
