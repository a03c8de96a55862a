/// Every route under `/api/v1`.
enum APIRoutes {
  static let all: [Route] = [Route]()
}
