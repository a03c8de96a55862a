import ArgumentParser
import StrictJSON
import Ticketing
import Web

/// Lists what the hub answers, so that a reviewer, and the test of who may do what, miss nothing.
struct Routes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every address that the hub answers, with who may ask.")

  @Flag(help: "Print them as JSON.")
  var json = false

  func run() {
    for route in HubRouter.routes {
      let access = Self.word(for: route.access)
      if json {
        let line: JSONValue = [
          "method": JSONValue(route.verb), "path": JSONValue(route.path), "access": JSONValue(access),
          "face": JSONValue(route.face == .page ? "page" : "api"),
        ]
        print(String(decoding: JSONWriter.bytes(of: line), as: UTF8.self))
      } else {
        let method = route.verb
        print(method + String(repeating: " ", count: max(1, 8 - method.count)) + route.path + "  (\(access))")
      }
    }
  }

  private static func word(for access: Route.Access) -> String {
    switch access {
    case .open: "anybody"
    case .token: "token"
    case .operator: "operator"
    case .session(let role): "session of \(role.rawValue)"
    }
  }
}
