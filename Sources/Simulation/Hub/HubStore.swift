import Storage

/// What one simulated hub keeps its desks in.
protocol HubStore: Sendable {
  var desks: any DeskStorage { get }
  var queue: any DeliveryQueue { get }
  var directory: any TenantDirectory { get }

  /// The process dies, and another one opens what the dead one had committed.
  ///
  /// - Parameter tear: leaves half of a transaction behind the last one; nil leaves none.
  func reopened(tear: Int?) throws -> any HubStore
  /// Whether it can be copied in the midst of a write.
  var isCopiedInMidst: Bool { get }
  /// A copy of what is committed.
  func copied() throws -> any HubCopy
  func close()
}
