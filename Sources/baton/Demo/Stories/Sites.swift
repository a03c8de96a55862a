import Ticketing

/// The places of the demonstration, none of which exists.
extension Site {
  static let freshmartRiver = Site(
    address: "Freshmart, 12 River Road, Westhaven", access: "Loading bay, ring twice; closed 13:00 to 14:00",
    contact: "Grace Holt", phone: "+44 20 7946 0101", device: "Cold aisle CA-40", serialNumber: "AC-40-1187")
  static let freshmartHill = Site(
    address: "Freshmart, 3 Hill Street, Easton", access: "Staff entrance, code from the manager", contact: "Dev Anand",
    phone: "+44 20 7946 0102", device: "Freezer island FI-12", serialNumber: "AC-12-2093")
  static let hotelKitchen = Site(
    address: "Harbour Hotel, 1 Quay Side, Westhaven", access: "Kitchen entrance at the back, not before 09:00",
    contact: "Lucia Ferro", phone: "+44 20 7946 0111", device: "Walk-in cold room CR-2", serialNumber: "AC-02-0450")
  static let hospitalPharmacy = Site(
    address: "Northgate Hospital, Building C, level 1", access: "Badge at reception; escort needed in the pharmacy",
    contact: "Omar Said", phone: "+44 20 7946 0121", device: "Medicine fridge MF-6", serialNumber: "AC-06-3311")
  static let blossomStore = Site(
    address: "Blossom Flowers, 44 Market Lane, Easton", access: "Shop hours", contact: "June Park",
    phone: "+44 20 7946 0131", device: "Flower cooler FC-3", serialNumber: "AC-03-0912")
  static let slagerij = Site(
    address: "Slagerij De Boer, Kerkstraat 8, Oosterdam", access: "Achterom, bel Henk", contact: "Henk de Boer",
    phone: "+31 20 555 0141", device: "Koelcel")
  static let brasserie = Site(
    address: "Brasserie Noord, Havenplein 2, Oosterdam", access: "Tussen 10:00 en 11:30", contact: "Sanne Kok",
    phone: "+31 20 555 0151", device: "Vaatwasser en koelwerkbank")
  static let bakkerij = Site(
    address: "Bakkerij De Korenaar, Molenweg 5, Oosterdam", access: "Vanaf 03:00 is er iemand; deur aan de zijkant",
    contact: "Bram Visser", phone: "+31 20 555 0170", device: "Etageoven")
  static let dorpsstraat = Site(
    address: "De Korenaar, Dorpsstraat 19, Oosterdam", access: "Winkeltijden", contact: "Tineke Smit",
    phone: "+31 20 555 0171", device: "Gebaksvitrine")
}
