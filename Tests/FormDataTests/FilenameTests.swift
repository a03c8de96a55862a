import FormData
import Testing

@Suite("The name of a file (A20)")
struct FilenameTests {
  private func name(_ parameter: String) throws -> String? {
    try FormReading.read(form("Content-Disposition: form-data; name=a; \(parameter)")).parts.first?.part.filename
  }

  @Test(
    "loses its path, what is hidden in it, and nothing that can be seen",
    arguments: [
      (#"filename="report.pdf""#, "report.pdf"), ("filename=report.pdf", "report.pdf"), (#"filename="""#, ""),
      (#"filename="../../etc/passwd""#, "passwd"), (#"filename="C:\Users\me\a.txt""#, "a.txt"),
      (#"filename="..\..\a.txt""#, "a.txt"), (#"filename="/""#, ""), (#"filename="..""#, ""), (#"filename=".""#, ""),
      (#"filename=" . . ""#, ""), (#"filename="a/..""#, ""), (#"filename="%2e%2e%2fa""#, "%2e%2e%2fa"),
      (#"filename="say \"hi\".txt""#, #"say "hi".txt"#), ("filename=\".htaccess\u{200B}\"", ".htaccess"),
      ("filename=\"\u{200B}\"", ""), ("filename=\"..\u{200B}/..\u{200B}\"", ""),
      ("filename=\"invoice\u{202E}fdp.exe\"", "invoicefdp.exe"), ("filename=\"Größe 大.txt\"", "Größe 大.txt"),
      ("filename=\"👩‍👩‍👧.png\"", "👩‍👩‍👧.png"), (#"filename="  a b  ""#, "a b"), (#"filename="CON""#, "CON"),
      (#"filename="a;b=c""#, "a;b=c"),
      ("filename*=UTF-8''na%C3%AFve%20file.txt", "na\u{EF}ve file.txt"),
      ("filename=\"fallback.txt\"; filename*=utf-8'en'%e2%82%ac.txt", "€.txt"),
      ("filename*=UTF-8''..%2f..%2Fa.txt; filename=\"b\"", "a.txt"), ("filename*=UTF-8''..%5Ca%27b", "a'b"),
    ])
  func cleaned(parameter: String, name: String) throws {
    #expect(try self.name(parameter) == name)
  }

  @Test(
    "is refused with control characters, and when it cannot be decoded",
    arguments: [
      "filename=\"a\u{85}b\"", "filename=\"a\u{2028}\"", "filename*=UTF-8''a%0d%0aX%3Ab", "filename*=UTF-8''a%00.txt",
      "filename*=UTF-8''%ff", "filename*=UTF-8''%c3", "filename*=UTF-8''a%2", "filename*=UTF-8''a%zz",
      "filename*=ISO-8859-1''a", "filename*=a.txt", "filename*=UTF-8'a.txt", "filename*=UTF-8''%c0%af",
      "filename*=UTF-8''%1b%5b", "filename*=UTF-8''a%7f",
    ])
  func refused(parameter: String) {
    #expect(throws: MultipartRefusal.filenameMalformed) { try name(parameter) }
  }

  @Test("is refused beyond 765 bytes, counted behind the path")
  func long() throws {
    let longest = String(repeating: "大", count: 255)
    #expect(try name("filename=\"dir/\(longest)\"") == longest)
    #expect(throws: MultipartRefusal.filenameTooLong(limitInBytes: 765)) { try name("filename=\"\(longest)x\"") }
    let fourKilobytes = String(repeating: "a", count: 4_096)
    #expect(throws: MultipartRefusal.filenameTooLong(limitInBytes: 765)) { try name("filename=\(fourKilobytes)") }
  }

  @Test("is not there for a field that is no file")
  func absent() throws {
    #expect(try name("other=x") == nil)
  }

  @Test("of a field is no longer than 200 bytes")
  func fieldName() {
    let long = String(repeating: "n", count: 201)
    #expect(throws: MultipartRefusal.nameTooLong(limitInBytes: 200)) {
      try FormReading.read(form("Content-Disposition: form-data; name=\(long)"))
    }
  }
}
