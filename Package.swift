// swift-tools-version: 6.1
import PackageDescription

// Targets stand by floor, as in the map of README.md; `Tests/HouseTests` holds every import against that map.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Pure code is 16 to 20 times slower without optimisation, and the searches of the federation run over it in every build.
let pure = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The hub carries Swift's libraries with it: an installed binary needs no toolchain, only what of them is used is in it,
/// and an idle hub takes a seventh less memory. Relocations are packed (glibc 2.36 or newer), identical code is kept once.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections"]
      + ["-use-ld=lld"]
      + ["--gc-sections", "--icf=safe", "-z", "pack-relative-relocs"].flatMap { ["-Xlinker", $0] },
    .when(platforms: [.linux], configuration: .release))
]

/// The parsers of what comes from outside, each with what must hold of it: tests that replay what was found, or with
/// `BATON_FUZZ` set, the program that libFuzzer drives (`deploy/fuzz.sh`).
let parsers: [Target.Dependency] = [
  "StrictJSON", "FormData", "JSONPath", "Ticketing", "Federation", "Storage", "ConnectorKit", "SQLStorage", "Vault",
  "DeskActions", "Mail", "LMTP", "IMAP", "RichText", "Web", "MessageFormat", "MailHTML", "MailReading",
  "Jira", "MailBridge", "NetworkedHelpDesk", "RequestTracker", "ServiceNow", "Zendesk",
  .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"),
]
let fuzz: Target =
  Context.environment["BATON_FUZZ"] == nil
  ? .testTarget(
    name: "FuzzTests", dependencies: parsers, path: "Tests/Fuzz", exclude: ["Driver", "Seeds", "Found"],
    swiftSettings: pure)
  : .executableTarget(
    name: "baton-fuzz", dependencies: parsers, path: "Tests/Fuzz", exclude: ["Replays", "Seeds", "Found"],
    swiftSettings: strict)

let package = Package(
  name: "baton",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "baton", targets: ["baton"]),
    .library(name: "StorageContract", targets: ["StorageContract"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Floor 0: what knows nothing of Baton.
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CLibcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CEpoll"),
    // Judges in tests what the hub makes of HTML; the hub itself does without it.
    .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
    .target(name: "StrictJSON", swiftSettings: pure),
    .target(name: "FormData", swiftSettings: pure),
    .target(name: "Measuring", swiftSettings: pure),
    .target(name: "Mutants", swiftSettings: pure),
    .target(name: "MessageFormat", swiftSettings: pure),
    .target(name: "MailHTML", swiftSettings: pure),

    // Floor 1
    .target(name: "Curl", dependencies: ["CLibcurl"], swiftSettings: strict),
    .target(name: "RichText", dependencies: ["CCmark"], swiftSettings: strict),
    .target(name: "JSONPath", dependencies: ["StrictJSON"], swiftSettings: pure),
    .target(name: "MailReading", dependencies: ["MessageFormat", "MailHTML"], swiftSettings: pure),
    .target(name: "Ticketing", dependencies: ["Mutants"], swiftSettings: pure),

    // Floor 2
    .target(
      name: "Federation",
      dependencies: ["Mutants", "StrictJSON", "Ticketing", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: pure),

    // Floor 3
    .target(
      name: "Storage",
      dependencies: [
        "StrictJSON", "Mutants", "Ticketing", "Federation", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "ConnectorKit",
      dependencies: [
        "StrictJSON", "MessageFormat", "MailReading", "Ticketing", "Federation",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: pure),

    // Floor 4
    .target(
      name: "SQLStorage",
      dependencies: [
        "StrictJSON", "Ticketing", "Federation", "Storage", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "StorageContract", dependencies: ["Ticketing", "Federation", "Storage"], swiftSettings: strict),
    .target(
      name: "ConnectorConformance",
      dependencies: ["StrictJSON", "MessageFormat", "MailReading", "Ticketing", "Federation", "ConnectorKit"],
      swiftSettings: strict),
    .target(
      name: "RequestTracker", dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/requesttracker/Sources", swiftSettings: pure),
    .target(
      name: "Webhooks",
      dependencies: ["StrictJSON", "JSONPath", "MailHTML", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/webhook/Sources", swiftSettings: pure),
    .target(
      name: "ServiceNow", dependencies: ["StrictJSON", "JSONPath", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/servicenow/Sources", swiftSettings: pure),
    .target(
      name: "Zendesk", dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/zendesk/Sources", swiftSettings: pure),
    .target(
      name: "NetworkedHelpDesk", dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/networkedhelpdesk/Sources", swiftSettings: pure),
    .target(
      name: "Jira", dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/jira/Sources", swiftSettings: pure),
    .target(
      name: "MailBridge",
      dependencies: ["StrictJSON", "MessageFormat", "MailReading", "Ticketing", "Federation", "ConnectorKit"],
      path: "connectors/mail/Sources", swiftSettings: pure),
    .target(name: "IMAP", dependencies: ["ConnectorKit"], swiftSettings: pure),

    // Floor 5
    .target(
      name: "SQLiteEngine",
      dependencies: [
        "CSQLite", "CXXHash", "Measuring", "Ticketing", "Federation", "Storage", "SQLStorage",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "PostgresEngine",
      dependencies: [
        "CLibpq", "Measuring", "Ticketing", "Federation", "Storage", "SQLStorage",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "ModelStorage",
      dependencies: [
        "Ticketing", "Federation", "Storage", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: pure),
    .target(
      name: "Vault",
      dependencies: [
        "Ticketing", "Storage", "CArgon2", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "DeskActions",
      dependencies: [
        "StrictJSON", "Mutants", "MessageFormat", "MailReading", "Ticketing", "Federation", "Storage", "ConnectorKit",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "CurlEgress", dependencies: ["CEpoll", "CLibcurl", "Curl", "Measuring", "ConnectorKit", "IMAP"],
      swiftSettings: strict),
    .target(
      name: "Mail",
      dependencies: ["CLibcurl", "Curl", "RichText", "StrictJSON", "Ticketing", "Federation", "Storage"],
      resources: [.embedInCode("Catalogue/en.json"), .embedInCode("Catalogue/nl.json")],
      swiftSettings: strict),
    .target(
      name: "LMTP",
      dependencies: [
        "Measuring", "Ticketing", "Storage",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Floor 6
    .target(
      name: "Web",
      dependencies: [
        "StrictJSON", "FormData", "Measuring", "RichText", "CQRencode", "MessageFormat", "MailHTML", "MailReading",
        "Ticketing", "Federation", "Storage", "Vault", "ConnectorKit", "DeskActions", "Mail",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.copy("Resources")],
      swiftSettings: strict),
    .target(
      name: "Relay",
      dependencies: [
        "StrictJSON", "Measuring", "Mutants", "Ticketing", "Federation", "Storage", "ConnectorKit", "DeskActions",
        "IMAP", "Mail", "MessageFormat", "MailReading",
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Floor 7
    .target(
      name: "Simulation",
      dependencies: [
        "Mutants", "Ticketing", "Federation", "Storage", "ModelStorage", "SQLiteEngine", "DeskActions", "Relay",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: pure),

    // Floor 8
    .executableTarget(
      name: "baton",
      dependencies: [
        "CMalloc", "StrictJSON", "Measuring", "Mutants", "Ticketing", "Federation", "Storage", "SQLStorage",
        "SQLiteEngine", "Simulation", "MessageFormat", "MailReading",
        "PostgresEngine", "Vault", "DeskActions", "ConnectorKit", "CurlEgress", "IMAP", "LMTP", "Mail", "Web", "Relay",
        "Jira", "MailBridge", "NetworkedHelpDesk", "RequestTracker", "ServiceNow", "Webhooks", "Zendesk",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict, linkerSettings: standalone),

    .executableTarget(
      name: "baton-bench",
      dependencies: [
        "StrictJSON", "Ticketing", "Federation", "Storage", "SQLStorage", "SQLiteEngine", "Vault", "DeskActions",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),

    .executableTarget(name: "baton-compare", dependencies: ["Vault"], swiftSettings: strict),

    // Tests
    fuzz,
    .testTarget(name: "RichTextTests", dependencies: ["RichText"], swiftSettings: strict),
    .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: strict),
    .testTarget(name: "FormDataTests", dependencies: ["FormData"], swiftSettings: strict),
    .testTarget(name: "MessageFormatTests", dependencies: ["MessageFormat"], swiftSettings: pure),
    .testTarget(name: "MailHTMLTests", dependencies: ["MailHTML", "CGumbo"], swiftSettings: pure),
    .testTarget(
      name: "MailReadingTests", dependencies: ["MailReading", "MessageFormat", "MailHTML"], swiftSettings: pure),
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring"], swiftSettings: strict),
    .testTarget(
      name: "VaultTests",
      dependencies: ["Vault", "Storage", "Ticketing", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    .testTarget(
      name: "SQLiteEngineTests",
      dependencies: [
        "Ticketing", "Federation", "Storage", "StorageContract", "SQLStorage", "SQLiteEngine",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PostgresEngineTests",
      dependencies: [
        "Measuring", "Ticketing", "Federation", "Storage", "StorageContract", "SQLStorage", "PostgresEngine",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ModelStorageTests",
      dependencies: [
        "Ticketing", "Federation", "Storage", "StorageContract", "ModelStorage", "SQLiteEngine",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Web", "StrictJSON", "FormData", "Measuring", "Vault", "Ticketing", "Federation", "Storage", "DeskActions",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(name: "JSONPathTests", dependencies: ["StrictJSON", "JSONPath"], swiftSettings: strict),
    .testTarget(
      name: "ConnectorKitTests",
      dependencies: ["StrictJSON", "Ticketing", "ConnectorKit", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(
      name: "ConnectorConformanceTests",
      dependencies: ["StrictJSON", "Ticketing", "ConnectorKit", "ConnectorConformance"],
      exclude: ["Paper/README.md"], swiftSettings: strict),
    .testTarget(
      name: "MailBridgeTests",
      dependencies: [
        "StrictJSON", "MessageFormat", "MailReading", "Ticketing", "Federation", "ConnectorKit",
        "ConnectorConformance", "MailBridge",
      ],
      path: "connectors/mail/Tests", swiftSettings: strict),
    .testTarget(
      name: "RequestTrackerTests",
      dependencies: ["StrictJSON", "Ticketing", "ConnectorKit", "ConnectorConformance", "RequestTracker"],
      path: "connectors/requesttracker/Tests", swiftSettings: strict),
    .testTarget(
      name: "WebhooksTests",
      dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit", "ConnectorConformance", "Webhooks"],
      path: "connectors/webhook/Tests", swiftSettings: strict),
    .testTarget(
      name: "ServiceNowTests",
      dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit", "ConnectorConformance", "ServiceNow"],
      path: "connectors/servicenow/Tests", swiftSettings: strict),
    .testTarget(
      name: "ZendeskTests",
      dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit", "ConnectorConformance", "Zendesk"],
      path: "connectors/zendesk/Tests", swiftSettings: strict),
    .testTarget(
      name: "NetworkedHelpDeskTests",
      dependencies: [
        "StrictJSON", "Ticketing", "Federation", "ConnectorKit", "ConnectorConformance", "NetworkedHelpDesk",
      ],
      path: "connectors/networkedhelpdesk/Tests", swiftSettings: strict),
    .testTarget(
      name: "JiraTests",
      dependencies: ["StrictJSON", "Ticketing", "Federation", "ConnectorKit", "ConnectorConformance", "Jira"],
      path: "connectors/jira/Tests", swiftSettings: strict),
    .testTarget(
      name: "CurlEgressTests", dependencies: ["ConnectorKit", "CurlEgress", "IMAP", "Measuring"], swiftSettings: strict),
    .testTarget(name: "TicketingTests", dependencies: ["Ticketing"], swiftSettings: pure),
    .testTarget(name: "FederationTests", dependencies: ["Ticketing", "Federation"], swiftSettings: pure),
    .testTarget(
      name: "SQLStorageTests", dependencies: ["Storage", "SQLStorage", "Ticketing", "Federation"], swiftSettings: strict
    ),
    .testTarget(
      name: "DeskActionsTests",
      dependencies: [
        "Ticketing", "Federation", "Storage", "StorageContract", "SQLStorage", "SQLiteEngine", "DeskActions", "Relay",
        "MailReading", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MailTests", dependencies: ["Mail", "Ticketing", "Federation", "Storage"], swiftSettings: strict),
    .testTarget(name: "IMAPTests", dependencies: ["IMAP", "ConnectorKit"], swiftSettings: strict),
    .testTarget(
      name: "LMTPTests",
      dependencies: [
        "LMTP", "Measuring", "Ticketing", "Storage",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation"], swiftSettings: strict),
    .testTarget(
      name: "RelayTests",
      dependencies: [
        "CSQLite", "ConnectorKit", "Ticketing", "Federation", "Storage", "StorageContract", "SQLStorage",
        "SQLiteEngine", "IMAP", "DeskActions", "MailBridge", "StrictJSON", "Mail", "Relay",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
  ]
)
