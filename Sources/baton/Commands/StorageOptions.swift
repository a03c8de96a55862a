import ArgumentParser
import Foundation

/// Where the hub keeps its things.
struct StorageOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The data directory: database, attachments, key file.")
  var directory = "baton-data"

  var path: String { URL(filePath: directory).standardizedFileURL.path(percentEncoded: false) }
}
