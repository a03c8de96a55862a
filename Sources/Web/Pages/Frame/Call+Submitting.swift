package import DeskActions
package import FormData
import Foundation
package import Storage
package import StrictJSON
import Ticketing

/// A form that was not taken, so that its page comes again with what was typed and what is wrong.
package struct RefusedForm: Sendable {
  package let form: FormFields
  package let problem: Problem
  /// What was thrown, for words that say more than the problem's.
  package let cause: any Error

  /// - Parameter cause: what was thrown, where it was not the problem itself.
  package init(form: FormFields, problem: Problem, cause: (any Error)? = nil) {
    self.form = form
    self.problem = problem
    self.cause = cause ?? problem
  }

  /// What is wrong with a field, by its name.
  package func problem(with field: String) -> String? {
    problem.errors.first { $0.pointer.split(separator: "/").first.map(String.init) == field }?.detail
  }

  /// Whether the form is the one of this name: its `_name` field.
  package func isOf(_ name: String) -> Bool { form["_name"] == name }
}

extension Call {
  /// The form that came in.
  package func form() throws -> FormFields {
    guard case .form(let form, _) = payload else { throw Problem.malformed("There is no form in the request.") }
    return form
  }

  /// Performs what a form asks for and goes on to another page; where it is refused, shows the page again.
  ///
  /// - Parameters:
  ///   - action: makes the action of the form; what it throws is a refusal too.
  ///   - next: the path to go to.
  ///   - again: shows the page with the refused form. What nobody may see, or only another role may do, is not shown again.
  package func submit<Performed: Action>(
    _ action: (FormFields) throws -> Performed,
    then next: @escaping @Sendable (Performed.Outcome, any DeskReader) throws -> String,
    orShow again: (RefusedForm) async throws -> Answer
  ) async throws -> Answer {
    let form = try form()
    do {
      return try await write(try action(form)) { outcome, tx in .seeOther(try next(outcome, tx)) }
    } catch {
      return try await again(try refused(error))
    }
  }

  /// The form that came in as one that was not taken, in the reader's words.
  ///
  /// - Throws: the error itself, where the page cannot be shown again: what nobody may see, what only another role may do,
  ///   and what is no refusal.
  package func refused(_ error: any Error) throws -> RefusedForm {
    guard let problem = Problem(error), ![401, 403, 404, 503].contains(problem.status) else { throw error }
    return RefusedForm(form: try form(), problem: problem.worded(error, in: try catalogue), cause: error)
  }
}

extension FormFields {
  /// The fields as the object that the API would get, so that both doors check alike. Fields that are empty are left out.
  package func object(_ names: String...) -> JSONObject {
    JSONObject(
      names.compactMap { name in
        self[name].flatMap { $0.isEmpty ? nil : (name, JSONValue($0.replacing("\r\n", with: "\n"))) }
      })
  }
}
