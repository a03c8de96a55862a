import Crypto
import DeskActions
import Foundation
import HTTPTypes
import MailHTML
import MailReading
import Storage
import Ticketing

/// A mail as its writer laid it out, in a frame of its own: made from the tree of what is allowed, with the pictures that came
/// along. Its policy lets nothing run and nothing be fetched, should something be in it all the same.
enum MailHTMLPage {
  static let routes: [Route] = [
    Route(
      .get, MailPage.path + "/html", "A mail as it was written, made harmless.", face: .page,
      access: .session(.agent), answer: nil, handle: show)
  ]

  private static let mostPictures = 100
  /// Of one, and of all together, in bytes.
  private static let (largestPicture, largestPictures) = (4 << 20, 6 << 20)
  private static let pictures: Set<KnownFileType> = [.png, .jpeg, .gif, .webp]

  /// Ours, known to the policy by its hash.
  private static let style = """
    body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1a2230;background:#fff;overflow-wrap:anywhere}\
    img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}
    """
  private static let policy = """
    default-src 'none'; img-src data:; style-src 'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox
    """

  private static func show(_ call: Call) async throws -> Answer {
    let (kept, contents) = try await call.keptMail()
    guard let contents, let html = contents.mail?.html else { throw NotFound() }
    let title = HTML.escaped(KeptMailWords(kept, try call.catalogue).subject)
    let body = withPictures(SafeHTML(html).text, of: contents)
    let page = """
      <!doctype html>
      <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
      <title>\(title)</title><style>\(style)</style></head><body>
      \(body)
      </body></html>

      """
    return Answer(
      status: 200,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: policy,
        .referrerPolicy: "no-referrer",
      ], body: .bytes(Array(page.utf8)))
  }

  /// Whether it names pictures that are not in it.
  static func asksElsewhere(_ html: UntrustedHTML) -> Bool { SafeHTML(html).text.contains(" data-remote=\"") }

  /// Puts the mail's own pictures where it names them by their ids (RFC 2392). What it names beside that stays unseen.
  private static func withPictures(_ html: String, of contents: MailContents) -> String {
    let pieces = html.components(separatedBy: " src=\"cid:")
    guard pieces.count > 1 else { return html }
    var (shown, rest, known) = (pieces[0], largestPictures, [String: String]())
    for piece in pieces.dropFirst() {
      guard let end = piece.firstIndex(of: "\"") else {
        shown += piece
        continue
      }
      let id = String(piece[..<end])
      if known[id] == nil, known.count < mostPictures {
        known[id] = picture(named: id, in: contents, limit: min(rest, largestPicture)).map {
          rest -= $0.bytes.count
          return "data:\($0.type);base64,\(Data($0.bytes).base64EncodedString())"
        }
      }
      if let source = known[id] { shown += " src=\"\(source)\"" }
      shown += piece[piece.index(after: end)...]
    }
    return shown
  }

  /// By its bytes it is a picture, whatever the mail calls it.
  private static func picture(
    named id: String, in contents: MailContents, limit: Int
  ) -> (type: String, bytes: [UInt8])? {
    let name = id.replacing("&amp;", with: "&")
    let names = Set([name, name.removingPercentEncoding ?? name].map { $0.trimmingCharacters(in: ["<", ">"]) })
    let file = contents.mail?.files.first { file in
      file.contentID.map { names.contains($0.trimmingCharacters(in: ["<", ">"])) } ?? false
    }
    guard let file, let bytes = contents.bytes(of: file, limit: limit) else { return nil }
    let type = KnownFileType.allCases.first {
      pictures.contains($0) && KnownFileType.kept($0.rawValue, beginning: bytes) == $0.rawValue
    }
    return type.map { ($0.rawValue, bytes) }
  }
}

extension Answer {
  /// A page that shows another one of ours in a frame.
  var framingOwn: Answer {
    with(.contentSecurityPolicy, Self.pagePolicy + "; frame-src 'self'")
  }
}
