import FormData
import Mustache

/// What somebody typed into a form that was refused, by the names of its fields; empty for a form that comes fresh.
struct TypedFields: MustacheParent {
  private let form: FormFields?

  init(_ refused: RefusedForm?) { form = refused?.form }

  subscript(name: String) -> String { form?[name] ?? "" }

  func all(_ name: String) -> [String] { form?.all(name) ?? [] }

  func child(named name: String) -> Any? { self[name] }
}

/// What is wrong with the fields of a form, by their places: `requester_email` for the pointer `/requester/email`.
package struct FieldProblems: MustacheParent {
  private let problems: [String: String]

  /// - Parameter problem: nil for a form that comes fresh.
  package init(_ problem: Problem?) {
    let all = (problem?.errors ?? []).map {
      ($0.pointer.split(separator: "/").joined(separator: "_"), $0.detail)
    }
    problems = Dictionary(all, uniquingKeysWith: { first, _ in first })
  }

  package subscript(name: String) -> String? { problems[name] }

  /// What is absent is false, or the template would go on to look for it in what is around.
  package func child(named name: String) -> Any? { problems[name] ?? false }
}
