import ConnectorKit
import StrictJSON

/// What a sample says, as an admin looks at it while pointing.
enum SampleReadingView {
  static let schema = Schema.object([
    "reports": .list(.anything),
    "found": .list(.object(["setting": .text, "place": .text, "value": .text])),
    "findings": .list(.object(["pointer": .text, "refused": .flag, "detail": .text])),
    "requests": .list(
      .object(["setting": .text, "method": .text, "url": .text, "headers": .list(.text), "body": .text])),
  ])

  static func json(_ reading: SampleReading) throws -> JSONValue {
    [
      "reports": .array(try reading.reports.map { try JSONReader.read(try $0.jsonBytes) }),
      "found": .array(
        reading.found.map {
          ["setting": .string($0.setting), "place": .string($0.place), "value": .string($0.value)]
        }),
      "findings": .array(
        reading.findings.map {
          [
            "pointer": .string($0.setting.map { "/settings/\($0)" } ?? "/sample"), "refused": .bool($0.isRefusal),
            "detail": .string($0.detail),
          ]
        }),
      "requests": .array(
        reading.requests.map {
          [
            "setting": .string($0.setting), "method": .string($0.method), "url": .string($0.url),
            "headers": JSONValue($0.headers), "body": .string($0.body),
          ]
        }),
    ]
  }
}
