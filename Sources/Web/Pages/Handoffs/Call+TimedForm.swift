import FormData
import Foundation
import StrictJSON

extension Call {
  /// Fields of a form as the object that the API would get, with times, which are typed in the person's zone, in UTC. What
  /// is no time stays as it is, to be refused by who reads it.
  func object(_ form: FormFields, _ names: [String], times: [String] = []) throws -> JSONObject {
    let clock = try clock
    func text(_ name: String) -> String? {
      form[name].flatMap { $0.isEmpty ? nil : $0.replacing("\r\n", with: "\n") }
    }
    let fields = names.compactMap { name in text(name).map { (name, JSONValue($0)) } }
    let moments = times.compactMap { name in
      text(name).map { typed in (name, clock.date(input: typed).map { JSONValue($0) } ?? JSONValue(typed)) }
    }
    return JSONObject(fields + moments)
  }
}
