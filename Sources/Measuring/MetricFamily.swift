/// What a sample is about. Only words of our own: never a path as it was asked for, never anything of a tenant's.
package struct MetricLabel: Sendable, Equatable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One number.
package struct MetricSample: Sendable, Equatable {
  package let value: Double
  package let labels: [MetricLabel]
  /// What is put behind the family's name: nothing, but for a histogram.
  package let suffix: String

  package init(_ value: Double, _ labels: [MetricLabel] = [], suffix: String = "") {
    self.value = value
    self.labels = labels
    self.suffix = suffix
  }
}

/// Numbers of one name and kind.
package struct MetricFamily: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case counter
    case gauge
    case histogram
  }

  package let name: String
  package let kind: Kind
  /// What is counted, in which unit, as a sentence.
  package let help: String
  package let samples: [MetricSample]

  package init(_ kind: Kind, _ name: String, _ help: String, _ samples: [MetricSample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// A family with one sample.
  package init(_ kind: Kind, _ name: String, _ help: String, _ value: Int) {
    self.init(kind, name, help, [MetricSample(Double(value))])
  }
}
