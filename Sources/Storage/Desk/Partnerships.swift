package import Federation
package import Ticketing

package protocol PartnershipReading {
  func partnership(_ id: PartnershipID) throws -> Partnership?
  func partnerships(_ page: PageRequest) throws -> Page<Partnership>
  /// In any order; those that are not there are left out.
  func partnerships(_ ids: Set<PartnershipID>) throws -> [Partnership]
  /// Those with a partner at the other end, in the order of the partners' names: those with a word that begins so.
  func partnerships(beginning text: String, limit: Int) throws -> [Partnership]
  func invitation(secretHash: [UInt8]) throws -> Invitation?
  /// The one that a partnership was made with, used or not.
  func invitation(of partnership: PartnershipID) throws -> Invitation?
  /// The tenant at the other end, where it is on this hub.
  func peer(of partnership: PartnershipID) throws -> TenantID?
}

package protocol PartnershipWriting {
  /// Takes the partnership's lock, then reads it.
  func lock(_ id: PartnershipID) throws -> Partnership?
  func put(_ partnership: Partnership) throws
  func put(_ invitation: Invitation) throws
  func put(peer: TenantID, of partnership: PartnershipID) throws
}
