import Foundation
import StrictJSON

/// A request to a far side as an admin writes it down, in the manner of HTTP: method and path, headers, an empty line, a body.
///
///     POST /api/tickets/{{ticket.id}}/comments
///     Authorization: Bearer {{token}}
///     Content-Type: application/json
///
///     {"text": "{{comment.signed}}", "internal": {{comment.private}}}
///
/// The host is not part of it. Each value is written as the place asks where it stands, so that no value can be more than one.
package struct RequestTemplate: Sendable, Equatable {
  package let method: EgressRequest.Method
  private let target: Template
  private let headers: [Header]
  private let body: Body

  private struct Header: Sendable, Equatable {
    let name: String
    let value: Template
  }

  private enum Body: Sendable, Equatable {
    case none
    case words(Template, TemplatePlace)
    /// The bytes of a file alone.
    case file
    var isEmpty: Bool {
      if case .none = self { true } else { false }
    }

    /// Of `multipart/form-data`: each field with its words; the one without is the file.
    case parts([(name: String, words: Template?)])

    static func == (left: Body, right: Body) -> Bool {
      switch (left, right) {
      case (.none, .none), (.file, .file): true
      case (.words(let one, let place), .words(let other, let otherPlace)): one == other && place == otherPlace
      case (.parts(let one), .parts(let other)): one.elementsEqual(other) { $0.name == $1.name && $0.words == $1.words }
      case (.none, _), (.words, _), (.file, _), (.parts, _): false
      }
    }
  }

  /// The name of a file's bytes, which stands alone in a body, or alone in a field of a form.
  package static let file = "file.content"

  /// - Parameters:
  ///   - isKnown: whether a name has a value in this request.
  ///   - secrets: names that may stand in headers, and nowhere else.
  package init(
    _ text: String, knowing isKnown: (String) -> Bool, secrets: Set<String> = []
  ) throws(RequestTemplateFault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }
    let first = lines[0].split(separator: " ", maxSplits: 1)
    guard first.count == 2, let method = EgressRequest.Method(rawValue: first[0].uppercased()), first[1].first == "/",
      !first[1].hasPrefix("//")
    else { throw .firstLine }
    self.method = method
    target = try Self.template(first[1], isKnown)
    let end = lines.dropFirst().firstIndex(of: "") ?? lines.endIndex
    headers = try Self.headers(lines[1..<end], isKnown, secrets)
    let words = lines[min(end + 1, lines.endIndex)...].joined(separator: "\n")
    body = try Self.body(words, Self.type(of: headers), isKnown)
    if !body.isEmpty, method == .get || method == .head { throw .bodyOfGet }
    try Self.probe(self, isKnown)
  }

  private static func template(
    _ text: some StringProtocol, _ isKnown: (String) -> Bool
  ) throws(RequestTemplateFault) -> Template {
    let template: Template
    do throws(TemplateFault) { template = try Template(String(text)) } catch { throw .template(error) }
    for name in template.names.sorted() where !isKnown(name) { throw .unknownName(name) }
    return template
  }

  private static func headers(
    _ lines: ArraySlice<Substring>, _ isKnown: (String) -> Bool, _ secrets: Set<String>
  ) throws(RequestTemplateFault) -> [Header] {
    var headers: [Header] = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { throw .header(String(line.prefix(80))) }
      let name = String(line[..<colon])
      let value = try template(line[line.index(after: colon)...]) { secrets.contains($0) || isKnown($0) }
      do throws(EgressFailure) { _ = try EgressHeader(name, "") } catch { throw .header(name) }
      headers.append(Header(name: name, value: value))
    }
    return headers
  }

  /// In small letters, without parameters; empty where none is named.
  private static func type(of headers: [Header]) -> String {
    guard let header = headers.first(where: { $0.name.lowercased() == "content-type" }) else { return "" }
    let text = header.value.text(for: .header) { _ in nil }
    return (text.split(separator: ";").first.map(String.init) ?? "").lowercased().filter { $0 != " " }
  }

  private static func body(
    _ words: String, _ type: String, _ isKnown: (String) -> Bool
  ) throws(RequestTemplateFault) -> Body {
    guard !words.allSatisfy(\.isWhitespace) else { return .none }
    let isFile = words.filter { !$0.isWhitespace } == "{{\(file)}}"
    if isFile, isKnown(file) { return .file }
    let hasFile = { (name: String) in name != file && isKnown(name) }
    switch type {
    case "application/x-www-form-urlencoded": return .words(try template(words, hasFile), .form)
    case "text/plain": return .words(try template(words, hasFile), .plain)
    case "multipart/form-data": return .parts(try parts(words, isKnown))
    case _ where type == "application/json" || type.hasSuffix("+json"):
      return .words(try template(words, hasFile), .json)
    case _ where type.hasSuffix("/xml") || type.hasSuffix("+xml"): return .words(try template(words, hasFile), .xml)
    case "": throw .noType
    case _: throw .type(type)
    }
  }

  private static func parts(
    _ words: String, _ isKnown: (String) -> Bool
  ) throws(RequestTemplateFault) -> [(name: String, words: Template?)] {
    var parts: [(name: String, words: Template?)] = []
    for line in words.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .field(String(line.prefix(80))) }
      let (name, value) = (String(line[..<colon]), line[line.index(after: colon)...])
      if value.filter({ $0 != " " }) == "{{\(file)}}", isKnown(file) {
        parts.append((name, nil))
      } else {
        let hasFile = { (name: String) in name != file && isKnown(name) }
        parts.append((name, try template(value.drop { $0 == " " }, hasFile)))
      }
    }
    return parts
  }

  /// Tries it with a value that would break what is not written well: a body that is no JSON is found now, not at night.
  private static func probe(_ request: RequestTemplate, _ isKnown: (String) -> Bool) throws(RequestTemplateFault) {
    guard case .words(let template, .json) = request.body else { return }
    for value in ["a \"quoted\" \\ word\n", "7", ""] {
      let text = template.text(for: .json) { _ in value }
      do throws(JSONRefusal) { _ = try JSONReader.read(Array(text.utf8)) } catch { throw .noJSON(value) }
    }
  }
}

extension RequestTemplate {
  /// The request with its values.
  ///
  /// - Parameters:
  ///   - base: what paths are put behind.
  ///   - secret: what the names of secrets stand for.
  ///   - content: the bytes of the file that is spoken of.
  package func request(
    at base: String, file content: EgressPart.Content? = nil, answer bound: AnswerBound,
    secret: @escaping (String) -> String? = { _ in nil }, _ values: SupplyValues
  ) throws(DeliveryFailure) -> EgressRequest {
    let path = target.text(for: .address) { values[$0] }
    guard !path.split(separator: "?")[0].split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
      throw .permanent(.egress(.malformedURL(.target)))
    }
    return try asking { () throws(EgressFailure) in
      var sent: [EgressHeader] = []
      let isForm = if case .parts = body { true } else { false }
      for header in headers where !(isForm && header.name.lowercased() == "content-type") {
        let value = header.value.text(for: .header) { secret($0) ?? values[$0] }
        if !value.allSatisfy(\.isWhitespace) { sent.append(try EgressHeader(header.name, value)) }
      }
      return EgressRequest(
        method, try EgressURL(base + path), headers: sent, body: try body(values, content), answer: bound)
    }
  }

  /// The headers that speak of a secret, for another request to the same far side.
  package func secretHeaders(_ secret: @escaping (String) -> String?) throws(EgressFailure) -> [EgressHeader] {
    var sent: [EgressHeader] = []
    for header in headers where header.value.names.contains(where: { secret($0) != nil }) {
      sent.append(try EgressHeader(header.name, header.value.text(for: .header) { secret($0) }))
    }
    return sent
  }

  private func body(_ values: SupplyValues, _ content: EgressPart.Content?) throws(EgressFailure) -> EgressBody {
    switch body {
    case .none: return .none
    case .words(let template, let place): return .bytes(Array(template.text(for: place) { values[$0] }.utf8))
    case .file:
      switch content {
      case .file(let file)?: return .file(file)
      case .bytes(let bytes)?: return .bytes(bytes)
      case nil: throw .bodyUnreadable
      }
    case .parts(let fields):
      var parts: [EgressPart] = []
      for field in fields {
        if let words = field.words {
          parts.append(try EgressPart(name: field.name, .bytes(Array(words.text(for: .plain) { values[$0] }.utf8))))
        } else if let content {
          parts.append(
            try EgressPart(name: field.name, filename: values["file.name"], type: values["file.type"], content))
        }
      }
      return .form(parts)
    }
  }
}

/// Why text is no request.
package enum RequestTemplateFault: Error, Sendable, Equatable {
  case firstLine
  case header(String)
  case field(String)
  case template(TemplateFault)
  case unknownName(String)
  case noType
  case type(String)
  case bodyOfGet
  /// With this value.
  case noJSON(String)
}

extension RequestTemplateFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .firstLine: "must begin with a line such as “POST /api/tickets”"
    case .header(let line): "has “\(line)” where a header belongs, or an empty line before the body"
    case .field(let line): "has “\(line)” where a field belongs, such as “name: {{file.name}}”"
    case .template(let fault): "\(fault)"
    case .unknownName(let name): "speaks of “\(name)”, which has no value here"
    case .noType: "has a body, but no header Content-Type"
    case .type(let type): "has a body of \(type): JSON, XML, plain text and forms can be written"
    case .bodyOfGet: "has a body, which a GET cannot have"
    case .noJSON(let value): "is no JSON once a name has the value “\(value.prefix(40))”"
    }
  }
}
