import FormData
import StrictJSON

extension JSONFields {
  /// A form's only field, checked as the API checks it.
  static func name(in form: FormFields) throws(JSONProblems) -> String {
    try read(.object(form.object("name"))) { (fields: inout JSONFields) throws(JSONProblems) in
      let name = fields.required("name", .name)
      return try fields.finish(name)
    }
  }
}
