/// How much of a form is looked at; how many bytes a part or the body may have is for the caller to count.
package struct MultipartLimits: Sendable {
  package var parts = 32
  package var headersPerPart = 16
  /// All the header lines of one part, with their line ends.
  package var headerBytesPerPart = 8_192
  /// What may stand before the first part, and as much again behind the last; it is skipped.
  package var surroundingBytes = 1_024

  package init() {}
}
