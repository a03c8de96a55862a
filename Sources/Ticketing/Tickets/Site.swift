/// Where somebody must go, and whom to call there. It crosses to a partner only where sharing allows it.
package struct Site: Sendable, Equatable, Codable {
  package var address: String?
  /// How to get in: a gate code, opening hours.
  package var access: String?
  package var contact: String?
  package var phone: String?
  package var device: String?
  package var serialNumber: String?

  package init(
    address: String? = nil, access: String? = nil, contact: String? = nil, phone: String? = nil,
    device: String? = nil, serialNumber: String? = nil
  ) {
    self.address = address
    self.access = access
    self.contact = contact
    self.phone = phone
    self.device = device
    self.serialNumber = serialNumber
  }

  package var isEmpty: Bool { self == Site() }

  /// The same place without the person and the telephone: what `requester: none` and `name` let out.
  package var withoutContact: Site {
    Site(address: address, access: access, device: device, serialNumber: serialNumber)
  }
}
