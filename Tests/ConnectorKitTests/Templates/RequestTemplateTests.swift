import ConnectorKit
import Testing

@Suite("A request that an admin has written down")
struct RequestTemplateTests {
  private let hostile = "a\"b\\c\r\nX-Evil: 1\u{0}</x>&../?#{{subject}}é\u{202E}"

  private func values() -> SupplyValues {
    var values = SupplyValues()
    (values["subject"], values["number"], values["empty"]) = (hostile, "4711", "")
    return values
  }

  private func request(_ text: String) throws -> EgressRequest {
    let template = try RequestTemplate(
      text, knowing: { ["subject", "number", "empty", RequestTemplate.file].contains($0) }, secrets: ["token"])
    return try template.request(
      at: "https://desk.example/base", file: .bytes([1, 2, 3]), answer: .usual,
      secret: { $0 == "token" ? "hush" : nil }, values())
  }

  private func body(_ text: String) throws -> String {
    guard case .bytes(let bytes) = try request(text).body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A37: writes a value into a path and a query so that it is one part of them")
  func address() throws {
    let url = try request("GET /x/{{number}}?a={{subject}}&b={{empty}}").url
    #expect(url.host == "desk.example" && url.target.hasPrefix("/base/x/4711?a=a%22b%5Cc%0D%0A"))
    #expect(!url.target.contains("#") && url.target.hasSuffix("&b="))
    #expect(!url.target.dropFirst(6).contains("{{"))
  }

  @Test("refuses a value that would be a way up", arguments: ["..", "."])
  func wayUp(_ value: String) throws {
    let template = try RequestTemplate("DELETE /x/{{subject}}/y", knowing: { $0 == "subject" })
    var values = SupplyValues()
    values["subject"] = value
    #expect(throws: DeliveryFailure.self) {
      _ = try template.request(at: "https://desk.example", answer: .usual, values)
    }
  }

  @Test("A07: writes a value into a header as one line")
  func header() throws {
    let request = try request("POST /x\nX-Subject: {{subject}}\nAuthorization: Bearer {{token}}\nX-None: {{empty}}")
    #expect(request.headers.map(\.name) == ["X-Subject", "Authorization"])
    #expect(request.headers[0].value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    #expect(request.headers[1].value == "Bearer hush")
  }

  @Test("writes a value into JSON as a string's letters, or as a value of its own")
  func json() throws {
    let head = "POST /x\nContent-Type: application/json\n\n"
    let text = try body(
      head + "{\"a\": \"<{{subject}}>\", \"b\": {{number}}, \"c\": {{subject}}, \"\\\"{{number}}\": {{empty}}}")
    #expect(text.hasPrefix("{\"a\": \"<a\\\"b\\\\c\\r\\nX-Evil"))
    #expect(text.contains("\"b\": 4711, \"c\": \"a\\\"b") && text.hasSuffix("\"\\\"4711\": \"\"}"))
  }

  @Test("writes a value into XML, a form and plain text as each asks")
  func otherBodies() throws {
    let xml = try body("POST /x\nContent-Type: text/xml\n\n<a b=\"{{subject}}\">{{number}}</a>")
    #expect(xml.contains("&quot;b\\c\r\nX-Evil: 1\u{FFFD}&lt;/x&gt;&amp;") && xml.hasSuffix("\">4711</a>"))
    let form = try body("POST /x\nContent-Type: application/x-www-form-urlencoded\n\na={{subject}}&b={{number}}")
    #expect(form.hasPrefix("a=a%22b%5Cc%0D%0A") && form.hasSuffix("&b=4711") && form.split(separator: "&").count == 2)
    #expect(try body("POST /x\nContent-Type: text/plain\n\n{{number}}: {{subject}}") == "4711: \(hostile)")
  }

  @Test("never reads what a value holds as a template")
  func once() throws {
    #expect(try body("POST /x\nContent-Type: text/plain\n\n{{subject}}").contains("{{subject}}"))
  }

  @Test("shows a part where a name has a value, and another where it has none")
  func parts() throws {
    let text = "{{#number}}n={{number}}{{#empty}}!{{/empty}}{{/number}}{{^empty}};none{{/empty}}"
    #expect(try body("POST /x\nContent-Type: text/plain\n\n\(text)") == "n=4711;none")
  }

  @Test("sends a file alone, or in a form")
  func files() throws {
    guard case .bytes([1, 2, 3]) = try request("PUT /x\nContent-Type: image/png\n\n{{file.content}}").body else {
      Issue.record("no file")
      return
    }
    guard
      case .form(let parts) = try request(
        "POST /x\nContent-Type: multipart/form-data\n\na: {{number}}\nb: {{file.content}}"
      )
      .body
    else {
      Issue.record("no form")
      return
    }
    #expect(parts.map(\.name) == ["a", "b"])
  }

  @Test(
    "is refused where it is none",
    arguments: [
      "", "GET", "GET x", "FETCH /x", "GET //x", "GET /x\nno header", "GET /x\nHost: a", "GET /x\nContent-Length: 1",
      "GET /{{other}}", "GET /{{token}}", "GET /{{subject", "GET /{{#subject}}", "GET /{{/subject}}", "GET /{{a b}}",
      "GET /x\nContent-Type: text/plain\n\nwords", "POST /x\n\nwords", "POST /x\nContent-Type: image/png\n\nwords",
      "POST /x\nContent-Type: application/json\n\n{\"a\": \"{{subject}}",
      "POST /x\nContent-Type: text/plain\n\n{{token}}",
      "POST /x\nContent-Type: multipart/form-data\n\nno field",
    ])
  func refused(_ text: String) {
    #expect(throws: RequestTemplateFault.self) { _ = try request(text) }
  }
}
