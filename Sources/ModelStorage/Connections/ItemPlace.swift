import Storage

/// Where a comment or file at an external desk stands: by its kind and its id there, byte by byte.
struct ItemPlace: Comparable, Sendable {
  private let kind: String
  private let external: [UInt8]

  init(_ kind: OutsideItem.Kind, _ external: String) {
    self.kind = kind.rawValue
    self.external = Array(external.utf8)
  }

  static func < (left: ItemPlace, right: ItemPlace) -> Bool {
    left.kind == right.kind ? left.external.lexicographicallyPrecedes(right.external) : left.kind < right.kind
  }
}
