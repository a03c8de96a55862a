import FormData
import Ticketing

/// Where somebody must go, to be filled in.
struct SiteFieldsView {
  let address: String
  let access: String
  let contact: String
  let telephone: String
  let device: String
  let serial: String
  let isKnown: Bool
  /// What was typed here may be what was refused, so it is shown at once.
  let isRefused: Bool

  init(_ site: Site?, _ refused: RefusedForm?) {
    func typed(_ name: String, _ now: String?) -> String { refused?.form["site.\(name)"] ?? now ?? "" }
    address = typed("address", site?.address)
    access = typed("access", site?.access)
    contact = typed("contact", site?.contact)
    telephone = typed("phone", site?.phone)
    device = typed("device", site?.device)
    serial = typed("serial_number", site?.serialNumber)
    isKnown = !address.isEmpty
    isRefused = refused != nil
  }
}
