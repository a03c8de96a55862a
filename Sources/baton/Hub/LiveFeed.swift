import ServiceLifecycle
import Storage

/// Keeps the streams of open pages alive, and ends them first of all when the hub is told to end: a server waits for its
/// requests, and these never end by themselves.
struct LiveFeed: Service {
  let feed: DeskFeed

  /// Proxies commonly cut what is silent for a minute.
  private static let beat: Duration = .seconds(20)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await Task.sleep(for: Self.beat) } catch { return }
        feed.pulse()
      }
    }
    feed.close()
  }
}
