package import Hummingbird
import NIOCore

/// What Hummingbird carries with a request: here, the address that it came from.
package struct HubContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The network address of the client, without the port.
  let remoteAddress: String?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress
  }
}
