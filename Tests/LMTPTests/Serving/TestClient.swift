import LMTP
import NIOCore
import NIOPosix

/// Says something to the listener and hears all that it answers, until one of both ends it.
func talk(
  to address: LMTPAddress, _ text: String, _ more: @Sendable (TestClient) async throws -> Void = { _ in }
) async throws -> String {
  let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .channelOption(.allowRemoteHalfClosure, value: true)
  let wrap: @Sendable (any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> = { channel in
    channel.eventLoop.makeCompletedFuture {
      try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }
  let channel =
    switch address {
    case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: wrap)
    case .loopback(let host, let port): try await bootstrap.connect(host: host, port: port, channelInitializer: wrap)
    }
  return try await channel.executeThenClose { inbound, outbound in
    let client = TestClient(inbound, outbound)
    if !text.isEmpty { try await outbound.write(ByteBuffer(string: text)) }
    try await more(client)
    outbound.finish()
    try await client.hearAll()
    return await client.heard
  }
}

actor TestClient {
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var answers: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private(set) var heard = ""

  init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
    answers = inbound.makeAsyncIterator()
    self.outbound = outbound
  }

  func say(_ texts: String...) async throws {
    for text in texts { try await outbound.write(ByteBuffer(string: text)) }
  }

  /// - Returns: false where nobody listens any more.
  func trickle(_ text: String) async throws -> Bool {
    do { try await outbound.write(ByteBuffer(string: text)) } catch { return false }
    return true
  }

  /// Hears so many lines at least.
  func hear(_ lines: Int) async throws {
    while heard.utf8.count(where: { $0 == UInt8(ascii: "\n") }) < lines, let piece = try await next() { heard += piece }
  }

  func hearAll() async throws { while let piece = try await next() { heard += piece } }

  /// Nil at the end, however it came.
  private func next() async throws -> String? {
    var answers = answers
    defer { self.answers = answers }
    do { return try await answers.next(isolation: self).map { String(buffer: $0) } } catch { return nil }
  }
}
