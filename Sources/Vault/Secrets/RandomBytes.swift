/// Where keys, nonces, salts and tokens come from; handed in, so that a test can say what chance gives.
package struct RandomBytes: Sendable {
  private let source: @Sendable (Int) -> [UInt8]

  /// - Parameter source: gives exactly as many bytes as it is asked for.
  package init(_ source: @escaping @Sendable (Int) -> [UInt8]) { self.source = source }

  package func callAsFunction(_ count: Int) -> [UInt8] { source(count) }

  /// The kernel's source of cryptographic randomness.
  package static let system = RandomBytes { count in
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }
}
