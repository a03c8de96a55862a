import ArgumentParser
import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Web

/// Files that describe connections, as they live in version control or come from a recording.
enum ConnectorFile {
  /// - Parameter path: `-` for the standard input.
  static func bytes(at path: String) throws -> [UInt8] {
    if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("\(path) cannot be read")
    }
    return Array(data)
  }

  static func mapping(at path: String) throws -> ConnectionMapping {
    do {
      return try ConnectionMapping(jsonBytes: try bytes(at: path))
    } catch let error as ValidationError {
      throw error
    } catch let error as DecodingError {
      throw ValidationError("\(path) is no mapping: \(words(error))")
    } catch { throw ValidationError("\(path) is no mapping: \(error)") }
  }

  /// A connector at work with what a file says: `settings` and `secrets`, as `POST /api/v1/connections` takes them.
  static func connector(_ type: any Connector.Type, at path: String) throws -> any Connector {
    let given: JSONValue
    let read = try bytes(at: path)
    do throws(JSONRefusal) { given = try JSONReader.read(read) } catch {
      throw ValidationError("\(path) is no JSON: see byte \(error.offset)")
    }
    guard given.object != nil else { throw ValidationError("\(path) holds no object with settings and secrets") }
    do throws(SettingsRefusal) {
      return try type.init(
        try type.schema.read(
          given["settings"]?.object ?? JSONObject(), secrets: given["secrets"]?.object ?? JSONObject()))
    } catch {
      throw ValidationError(
        "\(path) does not set up \(type.title): "
          + error.problems.map { "\($0.pointer) \($0.rule.sentence)" }.joined(separator: "; "))
    }
  }

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(_, let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "\(error)"
    }
  }
}
