package import Foundation
package import Logging
import Measuring
import NIOCore
import NIOPosix
package import ServiceLifecycle
package import Storage

/// Takes mail in from an MTA on this machine by LMTP (RFC 2033).
///
/// A message is answered with 250 once the intake has it on disk, for each recipient by itself.
package struct LMTPServer: Service {
  private let address: LMTPAddress
  private let intake: any MailIntake
  private let host: String
  private let limits: LMTPLimits
  private let measures: LMTPMeasures
  private let logger: Logger
  private let listens: @Sendable (LMTPAddress) -> Void

  /// Deadlines are looked at so often; less often than the shortest of them would be of no use.
  private var round: Duration { min(.seconds(1), limits.commandPatience / 4, limits.piecePatience / 4) }

  /// - Parameters:
  ///   - host: how the hub calls itself.
  ///   - listens: is told where, once it does: a port of 0 has become another.
  package init(
    at address: LMTPAddress, intake: any MailIntake, host: String, limits: LMTPLimits = LMTPLimits(),
    measures: LMTPMeasures, logger: Logger,
    listens: @escaping @Sendable (LMTPAddress) -> Void = { _ in }
  ) {
    self.address = address
    self.intake = intake
    self.host = host
    self.limits = limits
    self.measures = measures
    self.logger = logger
    self.listens = listens
  }

  /// - Throws: `LMTPBindFailure`.
  package func run() async throws {
    let listener = try await bind()
    let book = SessionBook(most: limits.sessions)
    listens(bound(listener.channel))
    try await withGracefulShutdownHandler {
      try await listener.executeThenClose { connections in
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await watch(book) }
          group.addTask { await serve(connections, book) }
          await group.next()
          group.cancelAll()
        }
      }
    } onGracefulShutdown: {
      listener.channel.close(promise: nil)
      book.end()
    }
    if case .unix(let path) = address { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Returns when nobody is listened for any more and each connection is over.
  private func serve(
    _ connections: NIOAsyncChannelInboundStream<NIOAsyncChannel<ByteBuffer, ByteBuffer>>, _ book: SessionBook
  ) async {
    await withDiscardingTaskGroup { group in
      do {
        for try await connection in connections {
          guard let place = book.enter(connection.channel) else {
            group.addTask { await turnAway(connection, book) }
            continue
          }
          group.addTask {
            await serve(connection, book, at: place)
            book.leave(place)
          }
        }
      } catch {
        if Task.isCancelled { return }
        logger.error("LMTP ended", metadata: ["error": "\(String(describing: error).prefix(300))"])
      }
    }
  }

  private func serve(
    _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ book: SessionBook, at place: SessionBook.Place
  ) async {
    measures.sessions.add(1)
    defer { measures.sessions.add(-1) }
    var session = LMTPSession(
      host: host, intake: intake, limits: limits, measures: measures, logger: logger)
    // That closing a connection fails, which the client has closed, is no news.
    try? await connection.executeThenClose { inbound, outbound in
      await session.run(inbound, outbound, book, at: place)
    }
  }

  private func turnAway(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ book: SessionBook) async {
    measures.turnedAway.add()
    let reply = book.isEnding ? LMTPReply.ending : .tooManySessions
    try? await connection.executeThenClose { _, outbound in try await outbound.write(ByteBuffer(bytes: reply.bytes)) }
  }

  private func watch(_ book: SessionBook) async {
    let clock = ContinuousClock()
    while !Task.isCancelled {
      book.endOverdue(at: clock.now)
      do { try await clock.sleep(for: round) } catch { return }
    }
  }
}

extension LMTPServer {
  private typealias Listener = NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>

  private func bind() async throws(LMTPBindFailure) -> Listener {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
    do {
      switch address {
      case .loopback(let host, let port):
        return try await bootstrap.bind(host: host, port: port, childChannelInitializer: Self.wrap)
      case .unix(let path):
        let listener = try await bootstrap.bind(
          unixDomainSocketPath: path, cleanupExistingSocketFile: true, childChannelInitializer: Self.wrap)
        // Who may come to the file is said by its directory, as with other servers of LMTP.
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        return listener
      }
    } catch {
      throw LMTPBindFailure(address: address, reason: (error as? IOError).map(Self.words) ?? "\(error)")
    }
  }

  @Sendable private static func wrap(_ channel: any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>>
  {
    channel.eventLoop.makeCompletedFuture {
      try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }
  }

  private static func words(_ error: IOError) -> String { String(cString: strerror(error.errnoCode)) }

  private func bound(_ channel: any Channel) -> LMTPAddress {
    guard case .loopback(let host, _) = address, let port = channel.localAddress?.port else { return address }
    return .loopback(host: host, port: port)
  }
}

/// The address cannot be listened on.
package struct LMTPBindFailure: Error, Sendable {
  package let address: LMTPAddress
  /// The system's words.
  package let reason: String
}
