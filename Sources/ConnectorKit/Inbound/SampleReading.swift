package import Foundation

/// A connector whose admin says how the far side is to be understood, and wants to see at once what comes of it.
package protocol SampleReader: Connector {
  /// What a webhook with this body would say, be it signed or not, and what would be sent for each kind of change. It changes
  /// nothing, and asks nobody.
  func reading(of sample: [UInt8], at now: Date) -> SampleReading
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
