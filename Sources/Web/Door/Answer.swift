package import HTTPTypes
package import Hummingbird
package import Storage
package import StrictJSON

/// What goes back to a client.
package struct Answer: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Written out where the answer is sent or kept: a view is made inside of a transaction, and others wait for that.
    case json(JSONValue)
    case stream(length: Int, any BlobSource)
    /// Goes on until one side ends it.
    case live(@Sendable (inout any ResponseBodyWriter) async throws -> Void)
  }

  package let status: Int
  package private(set) var headers: HTTPFields
  package let body: Body

  package init(status: Int, headers: HTTPFields, body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ value: JSONValue, status: Int = 200) -> Answer {
    Answer(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .json(value))
  }

  package static let noContent = Answer(status: 204, headers: [:], body: .bytes([]))

  package func with(_ name: HTTPField.Name, _ value: String) -> Answer {
    var answer = self
    answer.headers[name] = value
    return answer
  }

  /// The same answer with one cookie more; each has a field of its own (RFC 6265, 3).
  func setting(cookie: String) -> Answer {
    var answer = self
    answer.headers.append(HTTPField(name: .setCookie, value: cookie))
    return answer
  }
}

extension Answer {
  /// The first answer to a repeated request.
  init(_ kept: KeptAnswer) {
    var headers = HTTPFields()
    for (name, value) in kept.headers { HTTPField.Name(name).map { headers[$0] = value } }
    self.init(status: kept.status, headers: headers, body: .bytes(kept.body))
  }

  /// - Parameter inbound: what the client still sends on its connection; an answer that goes on ends with it. Without, it
  ///   would be noticed with the next thing to be said, and a browser that goes from page to page leaves many behind.
  func response(ending inbound: RequestBody? = nil) -> Response {
    var headers = headers
    headers[.xContentTypeOptions] = "nosniff"
    headers[.contentSecurityPolicy] = headers[.contentSecurityPolicy] ?? "default-src 'none'; frame-ancestors 'none'"
    headers[.referrerPolicy] = "no-referrer"
    headers[.crossOriginResourcePolicy] = "same-origin"
    headers[.crossOriginOpenerPolicy] = "same-origin"
    let code = HTTPResponse.Status(code: status)
    switch body {
    case .bytes, .json:
      let bytes = body.written ?? []
      return Response(status: code, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .stream(let length, let source):
      return Response(status: code, headers: headers, body: ResponseBody(contentLength: length, source.pour))
    case .live(let write):
      return Response(
        status: code, headers: headers,
        body: ResponseBody { writer in
          guard let inbound else { return try await write(&writer) }
          try await inbound.consumeWithCancellationOnInboundClose { _ in try await write(&writer) }
        })
    }
  }
}

extension Answer.Body {
  /// Nil for what is read as it goes out.
  var written: [UInt8]? {
    switch self {
    case .bytes(let bytes): bytes
    case .json(let value): JSONWriter.bytes(of: value)
    case .stream, .live: nil
    }
  }
}

extension BlobSource {
  @Sendable fileprivate func pour(_ writer: inout any ResponseBodyWriter) async throws {
    var offset = 0
    while offset < bytes {
      let chunk = try await read(offset: offset, count: 64 * 1_024)
      guard !chunk.isEmpty else { throw StorageError.corrupt("a file ended before its length") }
      offset += chunk.count
      try await writer.write(ByteBuffer(bytes: chunk))
    }
    try await writer.finish(nil)
  }
}

extension HTTPField.Name {
  static let referrerPolicy = known("Referrer-Policy")
  static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
  static let forwardedFor = known("X-Forwarded-For")
  static let idempotencyKey = known("Idempotency-Key")
  static let idempotencyReplayed = known("Idempotency-Replayed")

  static func known(_ name: String) -> HTTPField.Name {
    guard let known = HTTPField.Name(name) else { preconditionFailure("\(name) is a token of RFC 9110") }
    return known
  }
}
