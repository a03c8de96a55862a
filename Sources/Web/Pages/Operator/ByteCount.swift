/// How much room something takes, as people say it.
package enum ByteCount {
  package static func text(_ bytes: Int) -> String {
    bytes < 1_000_000_000 ? FileSize.text(bytes) : "\(bytes / 1_000_000_000).\(bytes % 1_000_000_000 / 100_000_000) GB"
  }
}
