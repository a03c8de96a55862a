package import Foundation

/// A connector whose admin says how the far side is to be understood, and wants to see at once what comes of it.
package protocol SampleReader: Connector {
  /// What a webhook with this body would say, be it signed or not, and what would be sent for each kind of change. It changes
  /// nothing, and asks nobody.
  func reading(of sample: [UInt8], at now: Date) -> SampleReading

  /// The settings that point at a value of a webhook.
  static var pointers: [String] { get }

  /// The values of a sample that may be pointed at, in its order; of a list those of its first thing. Nothing of what is no
  /// JSON, and no more than 150.
  ///
  /// - Parameter settings: as they are typed; they need not hold.
  static func places(in sample: [UInt8], by settings: [String: String]) -> [SamplePlace]

  /// The settings once one of `pointers` points at a value. What does not fit together is left as it is: see `places`.
  static func pointing(_ pointer: String, at place: SamplePlace, _ settings: [String: String]) -> [String: String]
}

/// One value of a sample.
package struct SamplePlace: Sendable, Equatable {
  /// A path that finds it, in whatever webhook of its kind: in a list each thing's.
  package let path: String
  /// At most 200 characters of it.
  package let value: String
  /// The settings that point at it.
  package let pointers: [String]

  package init(path: String, value: String, pointers: [String]) {
    self.path = path
    self.value = String(value.prefix(200))
    self.pointers = pointers
  }
}

/// What a sample says under the settings that it was read with.
package struct SampleReading: Sendable, Equatable {
  package var reports: [Report] = []
  /// What the settings point at.
  package var found: [Found] = []
  package var findings: [Finding] = []
  /// What would be sent, with values of an example and without secrets.
  package var requests: [Written] = []

  package init() {}

  package struct Found: Sendable, Equatable {
    package let setting: String
    /// Where it stands, as a path that finds it and nothing else.
    package let place: String
    /// At most 200 characters of it.
    package let value: String

    package init(setting: String, place: String, value: String) {
      self.setting = setting
      self.place = place
      self.value = String(value.prefix(200))
    }
  }

  package struct Finding: Sendable, Equatable {
    /// Nil for what is wrong with the sample itself.
    package let setting: String?
    /// Whether a webhook with such a body would be refused.
    package let isRefusal: Bool
    package let detail: String

    package init(setting: String?, isRefusal: Bool, detail: String) {
      self.setting = setting
      self.isRefusal = isRefusal
      self.detail = detail
    }
  }

  package struct Written: Sendable, Equatable {
    package let setting: String
    package let method: String
    package let url: String
    /// Names alone: values may be secret.
    package let headers: [String]
    package let body: String

    package init(setting: String, method: String, url: String, headers: [String], body: String) {
      self.setting = setting
      self.method = method
      self.url = url
      self.headers = headers
      self.body = body
    }
  }
}
