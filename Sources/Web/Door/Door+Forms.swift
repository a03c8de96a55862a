import Crypto
import FormData
import Foundation
import HTTPTypes
import Hummingbird
import Vault

/// What the door does for forms of pages: only our own pages may send them, and only for who is signed in.
extension Door {
  /// The field of every form that holds the session's token.
  static let tokenField = "_form"

  func form(_ request: Request, _ contentType: String, _ formToken: String?) async throws -> Call.Payload {
    guard MediaType(contentType)?.essence == "application/x-www-form-urlencoded" else {
      throw Problem(415, "Wrong content type", "Forms are sent as “application/x-www-form-urlencoded”.")
    }
    let bytes = try await collect(request)
    let form: FormFields
    do throws(FormFields.Refusal) {
      form = try FormFields(urlEncoded: bytes)
    } catch {
      throw Problem.malformed("The form cannot be read.")
    }
    if let formToken { try Self.require(token: form[Self.tokenField], formToken) }
    return .form(form, hash: Array(SHA256.hash(data: bytes)))
  }

  /// - Throws: a 403 for a form that this session's pages did not make.
  static func require(token: String?, _ formToken: String) throws {
    guard let token, ConstantTime.equal(Array(token.utf8), Array(formToken.utf8)) else {
      throw Problem.foreignForm
    }
  }

  /// Browsers tell where a form comes from: by `Sec-Fetch-Site`, or else by `Origin`, which our own referrer policy makes
  /// “null” on some (Fetch Standard, 3.2). What tells neither is no browser of these years.
  func requireSameOrigin(_ request: Request) throws {
    if let site = request.headers[.secFetchSite] {
      guard site == "same-origin" else { throw Problem.foreignForm }
      return
    }
    guard let origin = request.headers[.origin], origin == publicOrigin else {
      throw Problem.foreignForm
    }
  }

  private var publicOrigin: String {
    let parts = hub.publicURL.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let host = parts[2].split(separator: "/").first else { return hub.publicURL }
    return "\(parts[0])//\(host)"
  }
}

extension Problem {
  static let foreignForm = Problem(
    403, "Not from this page",
    "The form did not come from a page of this desk. Open the page again and send it from there.")
}

extension HTTPField.Name {
  static let secFetchSite = known("Sec-Fetch-Site")
  static let xAccelBuffering = known("X-Accel-Buffering")
  static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
}
