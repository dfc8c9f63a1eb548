// swift-tools-version: 6.2
import PackageDescription

/// A warning is a defect to be mended, so no target builds with one.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// What waits for files, processes and peers is compiled for size: it is resident all day, and no frame or key waits for its arithmetic.
let compact: [SwiftSetting] =
  strict + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOWebSocket", package: "swift-nio"),
]

/// The snapshot and all that it is put together from.
let fleet: [Target.Dependency] = [
  "Fleet", "GatewayModel", "Records", "Discovery", "Isolation", "Rescue", "OpenClaw",
]

let package = Package(
  name: "gatehouse",
  products: [.executable(name: "gatehouse", targets: ["gatehouse"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    // Without `pkgConfig`, whose flags SwiftPM refuses with a warning on every build; `Terminal` names the library.
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "CPlatform"),
    .target(name: "Ports", swiftSettings: strict),
    .target(name: "OpenClaw", dependencies: ["Ports"], swiftSettings: strict),
    .target(name: "Host", dependencies: ["CPlatform"], swiftSettings: strict),
    .target(name: "GatewayModel", dependencies: ["OpenClaw", "Ports", "Host"], swiftSettings: strict),
    .target(
      name: "Records", dependencies: ["GatewayModel", "OpenClaw", "Ports", "Host"], swiftSettings: compact),
    .target(
      name: "Discovery", dependencies: ["GatewayModel", "Records", "OpenClaw", "Ports", "Host"],
      swiftSettings: compact
    ),
    .target(
      name: "Isolation", dependencies: ["GatewayModel", "OpenClaw", "Ports", "Host"], swiftSettings: strict),
    .target(name: "Rescue", dependencies: ["GatewayModel", "OpenClaw", "Host"], swiftSettings: compact),
    .target(
      name: "Fleet",
      dependencies: ["GatewayModel", "Records", "Discovery", "Isolation", "Rescue", "OpenClaw", "Host"],
      swiftSettings: compact),
    .target(
      name: "Probes", dependencies: ["GatewayModel", "Host", "OpenClaw"] + nio, swiftSettings: compact),
    .target(
      name: "Presentation",
      dependencies: ["GatewayModel", "Rescue", "OpenClaw", "Host", "Canvas"],
      swiftSettings: strict),
    .target(
      name: "Control", dependencies: fleet + ["Host", "Presentation", "Probes", "CPlatform"],
      swiftSettings: compact),
    .target(name: "Canvas", swiftSettings: strict),
    .target(
      name: "Terminal", dependencies: ["CNcurses", "CPlatform", "Canvas"], swiftSettings: strict,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "Dashboard",
      dependencies: ["GatewayModel", "Rescue", "OpenClaw", "Host", "Canvas", "Presentation"],
      swiftSettings: strict),
    .target(
      name: "StandIn", dependencies: ["OpenClaw", "Ports", "Host", "CPlatform"] + nio, swiftSettings: compact),
    .target(
      name: "App",
      dependencies: [
        "Fleet", "GatewayModel", "Records", "Rescue", "OpenClaw", "Host", "Control", "Canvas", "Terminal",
        "Presentation", "Dashboard", "CPlatform",
      ], swiftSettings: compact),
    .executableTarget(
      name: "gatehouse",
      dependencies: fleet + [
        "Host", "Ports", "Control", "Canvas", "Presentation", "Dashboard", "App", "StandIn", "CPlatform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: compact),
    .executableTarget(
      name: "gatehouse-bench",
      dependencies: fleet + ["CPlatform", "Canvas", "Control", "Dashboard", "Host"],
      swiftSettings: strict),
    .executableTarget(
      name: "gatehouse-fuzz",
      dependencies: fleet + ["Canvas", "Dashboard", "Host", "Ports", "Presentation", "Probes"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["GatewayModel", "OpenClaw", "Host"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "PortsTests", dependencies: ["Ports", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "OpenClawTests", dependencies: ["OpenClaw", "Ports", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DiscoveryTests", dependencies: fleet + ["Ports", "Host", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IsolationTests", dependencies: fleet + ["Host", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RescueTests", dependencies: fleet + ["Host", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "GatewayModelTests", dependencies: ["GatewayModel", "OpenClaw", "Ports", "Host", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RecordsTests", dependencies: ["GatewayModel", "Records", "OpenClaw", "Host", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "StandInTests",
      dependencies: ["CPlatform", "StandIn", "Probes", "GatewayModel", "OpenClaw", "Host", "TestSupport"]
        + nio,
      swiftSettings: strict),
    .testTarget(
      name: "AppTests",
      dependencies: fleet + [
        "App", "CPlatform", "Control", "Dashboard", "Host", "Ports", "Presentation", "Terminal",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ControlTests",
      dependencies: fleet + ["Control", "CPlatform", "Host", "Presentation", "Probes", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PresentationTests",
      dependencies: ["Canvas", "GatewayModel", "Rescue", "OpenClaw", "Host", "Presentation", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "HostTests", dependencies: ["CPlatform", "Host", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ProbesTests",
      dependencies: ["GatewayModel", "Host", "OpenClaw", "Probes", "StandIn", "TestSupport"] + nio,
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["CNcurses", "CPlatform", "Canvas", "Terminal", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: fleet + ["Dashboard", "Canvas", "Host", "Presentation", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: fleet + ["gatehouse", "Control", "CPlatform", "Host", "Presentation", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: ["gatehouse-fuzz", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "FleetTests", dependencies: fleet + ["Host", "Presentation", "TestSupport"],
      swiftSettings: strict),
  ]
)
