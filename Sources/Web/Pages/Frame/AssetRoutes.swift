import HTTPTypes

/// The style sheet, the script and the icon. Their addresses hold their hashes, so they never change.
enum AssetRoutes {
  static let routes: [Route] = [
    Route(.get, "/assets/{asset}", "A part of the pages.", face: .page, access: .open, answer: nil) { call in
      guard let asset = try call.pages.library.assets["/assets/\(call.parameters["asset"] ?? "")"] else {
        throw Problem.notFound
      }
      return Answer(
        status: 200,
        headers: [.contentType: asset.mediaType, .cacheControl: "public, max-age=31536000, immutable"],
        body: .bytes(asset.bytes))
    }
  ]
}
