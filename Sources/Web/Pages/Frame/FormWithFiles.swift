package import DeskActions
package import FormData
import HTTPTypes
import Ticketing

/// A page's form with files that came in; the files' bytes are on disk.
package struct FormWithFiles: Sendable {
  package let fields: FormFields
  package let files: [StoredFile]
  /// What a form that is sent twice is known by: its fields and the hash of each file.
  package let hash: [UInt8]
  /// Why the files were not taken; the fields are whole all the same, so that the page can come again with them.
  package let refusal: UploadRefusal?
}

extension Call {
  /// Takes in the form with files of this call, and gives the call as if the form had come without them.
  func takingFiles() async throws -> (call: Call, form: FormWithFiles) {
    let form = try await FormReception.receive(self)
    let taken = Call(
      hub: hub, principal: principal, session: session, parameters: parameters, query: query, headers: headers,
      moment: moment, place: place, payload: .form(form.fields, hash: form.hash), address: address)
    return (taken, form)
  }
}
