/// What stands above one part of a form.
package struct MultipartPart: Sendable, Equatable {
  /// The field's name: one line of 1 to 200 bytes.
  package let name: String
  /// What the sender calls the file, for people to read: never a path, and never the place where the bytes are kept.
  ///
  /// Nil for a field that is no file; empty for a file without a name, as browsers send when none was chosen.
  package let filename: String?
  /// What the sender says the bytes are; nil when it does not say.
  package let mediaType: MediaType?

  package init(name: String, filename: String? = nil, mediaType: MediaType? = nil) {
    self.name = name
    self.filename = filename
    self.mediaType = mediaType
  }
}
