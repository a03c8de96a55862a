/// The addresses in a field such as `To` (RFC 5322, 3.4), read as mail has them, and what in them two programs might read in
/// two ways: whoever can make one program see another sender than the next can pass for anybody.
package struct AddressList: Sendable, Equatable {
  package private(set) var addresses: [MailAddress] = []
  package private(set) var doubts: Set<AddressDoubt> = []

  /// More are not read.
  package static let most = 1_000

  package init(_ bytes: [UInt8]) {
    var reader = AddressReader(bytes)
    while addresses.count < Self.most, let item = reader.next() { addresses.append(item) }
    doubts = reader.doubts
    if addresses.count > 1 { doubts.insert(.several) }
    for address in addresses where !address.isComplete { doubts.insert(.malformed) }
  }

  /// All fields of a name, as if they were one.
  package init(_ fields: [HeaderField]) {
    for field in fields {
      let list = AddressList(field.value)
      addresses += list.addresses.prefix(Self.most - addresses.count)
      doubts.formUnion(list.doubts)
    }
    if addresses.count > 1 { doubts.insert(.several) }
    if fields.count > 1 { doubts.insert(.fieldTwice) }
  }
}

/// Why the one who is named need not be the one whom another program sees.
package enum AddressDoubt: Hashable, Sendable {
  case fieldTwice
  case several
  /// `Team: a@example.com, b@example.com;`
  case group
  /// `<@relay.example.com:a@example.com>`
  case route
  /// A comment beside an address, or in it.
  case comment
  case malformed
  /// A byte of zero, or another control character.
  case controlCharacter
  /// A name that looks like another address.
  case nameIsAnotherAddress
  /// An address that only an encoded word yields.
  case encodedAddress
}
