package import MessageFormat

/// Who says to have written a mail, and why that might be someone else to another program.
///
/// Of a sender in doubt nothing is believed: eighteen ways are known in which the program that proves a mail's sender and the
/// one that shows it see two (“Composition Kills”, USENIX Security 2020).
package struct MailSender: Sendable, Equatable {
  /// Nil where `From` holds no address.
  package let address: MailAddress?
  /// Who sent it in the name of that one.
  package let sender: MailAddress?
  package let doubts: Set<SenderDoubt>

  package var isUnambiguous: Bool { doubts.isEmpty && address != nil }

  package init(_ fields: HeaderFields) {
    let from = AddressList(fields.all("From"))
    let sent = AddressList(fields.all("Sender"))
    var doubts = Set(from.doubts.map(SenderDoubt.from))
    address = from.addresses.first { $0.isComplete } ?? from.addresses.first
    sender = sent.addresses.first
    if address == nil { doubts.insert(.missing) }
    if !sent.doubts.isEmpty { doubts.insert(.senderUnclear) }
    if let address, let sender, !address.address.isSameASCII(sender.address) { doubts.insert(.sentByAnother) }
    self.doubts = doubts
  }
}

package enum SenderDoubt: Hashable, Sendable {
  case missing
  case from(AddressDoubt)
  case senderUnclear
  /// `Sender` is not `From`.
  case sentByAnother
}
