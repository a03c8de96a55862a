import DeskActions
import FormData
import StrictJSON
import Ticketing

/// A comment as a form writes it, checked as the API checks one.
enum CommentForm {
  static func body(_ form: FormFields) throws -> CommentBody { try body(ComposerView.Draft(form)) }

  static func body(_ draft: ComposerView.Draft) throws -> CommentBody {
    var object: JSONObject = ["body": JSONValue(draft.body)]
    if draft.isRequesters {
      // Their audience is their own: they were heard by whoever they spoke to.
      object.append("author", "requester")
      object.append("asks_to_cancel", JSONValue(draft.asksToCancel))
    } else {
      object.append("audience", JSONValue(draft.audience.rawValue))
    }
    return try JSONFields.read(.object(object), CommentBody.init)
  }

  static func edit(_ form: FormFields) throws -> String {
    let text = try JSONFields.read(.object(form.object("body")), CommentBody.edit)
    guard let text else { throw InvalidInput("/body", "is required") }
    return text
  }
}
