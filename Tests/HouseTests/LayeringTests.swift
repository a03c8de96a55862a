import Testing

@Suite("The floors of the house")
struct LayeringTests {
  /// What belongs to the language and its standard distribution, and to no package.
  static let system: Set<String> = ["Swift", "Foundation", "FoundationEssentials", "Synchronization"]

  @Test("every target on disk is on the map, and every one on the map is on disk")
  func mapIsComplete() throws {
    let map = try HouseMap.read()
    let targets = Set(try Manifest.read().targets.values.filter { !$0.isTest }.map(\.name))
    #expect(targets.subtracting(map.rooms.keys).sorted() == [], "in Package.swift, but not on the map")
    #expect(Set(map.rooms.keys).subtracting(targets).sorted() == [], "on the map, but not in Package.swift")
    let folders = try Set(
      Repository.files().compactMap { $0.wholeMatch(of: /Sources\/([^\/]+)\/.+/).map { String($0.1) } })
    #expect(folders.subtracting(map.rooms.keys).sorted() == [], "a folder of Sources that is not on the map")
  }

  @Test("a target depends only on what stands on a lower floor")
  func dependenciesLeadDown() throws {
    let map = try HouseMap.read()
    for target in try Manifest.read().targets.values {
      guard let room = map.rooms[target.name] else { continue }
      for name in target.dependencies.sorted() {
        guard let below = map.rooms[name] else { continue }
        #expect(
          below.floor < room.floor, "\(target.name) on floor \(room.floor) depends on \(name) on floor \(below.floor)")
      }
    }
  }

  @Test("a file imports only lower floors that its target declares, and from outside only what the map grants")
  func importsKeepToTheMap() throws {
    let map = try HouseMap.read()
    let manifest = try Manifest.read()
    for path in try Repository.productSources() {
      guard let target = manifest.owner(of: path), let room = map.rooms[target.name] else {
        Issue.record("\(path) belongs to no target of the map")
        continue
      }
      for (module, line) in SwiftCode(try Repository.text(path)).imports where !Self.system.contains(module) {
        let place = "\(path):\(line) imports \(module)"
        if let below = map.rooms[module] {
          #expect(below.floor < room.floor, "\(place): floor \(below.floor) from floor \(room.floor)")
          #expect(target.dependencies.contains(module), "\(place), which \(target.name) does not declare")
        } else {
          #expect(room.fromOutside.contains(module), "\(place), which the map does not grant to \(target.name)")
        }
      }
    }
  }

  @Test("what the map grants from outside is a product that Package.swift declares, or the system's")
  func grantsAreDeclared() throws {
    let map = try HouseMap.read()
    let platform: Set<String> = ["Glibc", "Testing", "Dispatch"]
    for target in try Manifest.read().targets.values {
      guard let room = map.rooms[target.name] else { continue }
      let undeclared = room.fromOutside.subtracting(platform).subtracting(target.dependencies)
      #expect(undeclared.sorted() == [], "granted to \(target.name), but not declared for it")
    }
  }

  @Test("the reader of imports sees each form of the statement, and none in comments or strings")
  func importsAreRead() {
    let code = SwiftCode(
      """
      import A
      package import B
      @testable import C
      @_spi(Inner) public import struct D.E
      // import F
      /* import G
      /* */ import H */
      let text = "import I"
      let long = \"\"\"
        import J
        \\(value("import K"))
        \"\"\"
      #if canImport(L)
        import L
      #endif
      """)
    #expect(code.imports.map(\.module) == ["A", "B", "C", "D", "L"])
    #expect(code.imports.map(\.line) == [1, 2, 3, 4, 14])
  }
}
