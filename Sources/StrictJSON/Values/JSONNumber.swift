/// A number: a 64-bit integer, kept exactly, or a finite double.
///
/// What is written without a fraction and without an exponent is an integer; `1.0` and `1e3` are doubles.
package struct JSONNumber: Sendable, Equatable {
  package enum Form: Sendable, Equatable {
    case integer(Int64)
    /// Never NaN and never infinite.
    case double(Double)
  }

  package let form: Form

  package init(_ integer: Int64) { form = .integer(integer) }

  /// Nil for NaN and the infinities, which JSON cannot say.
  package init?(_ double: Double) {
    guard double.isFinite else { return nil }
    form = .double(double)
  }

  /// The whole number that this is; nil for a fraction, and for a double of 2^53 and more, which may have been rounded.
  package var integer: Int64? {
    switch form {
    case .integer(let integer): integer
    case .double(let double): abs(double) < 9_007_199_254_740_992 ? Int64(exactly: double) : nil
    }
  }

  package var double: Double {
    switch form {
    case .integer(let integer): Double(integer)
    case .double(let double): double
    }
  }
}
