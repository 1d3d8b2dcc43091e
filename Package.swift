// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "planshell",
  products: [
    .executable(name: "planshell", targets: ["planshell"]),
    .library(name: "PlanLang", targets: ["PlanLang"]),
    .library(name: "PlanRuntime", targets: ["PlanRuntime"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "PlanLang", swiftSettings: settings),
    .target(
      name: "PlanRuntime", dependencies: ["PlanLang", "CMarkGFM", "CMalloc"], exclude: ["Library"],
      swiftSettings: settings,
      plugins: ["EmbedLibrary"]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .executableTarget(
      name: "planshell",
      dependencies: [
        "PlanLang", "PlanRuntime", "CLibEdit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    // Turns the `.plan` files of the standard library into one Swift source file, so that the program needs no files of its
    // own at run time and nothing is left to parse when it starts.
    .executableTarget(name: "embed-library", dependencies: ["PlanLang"], swiftSettings: settings),
    .plugin(name: "EmbedLibrary", capability: .buildTool(), dependencies: ["embed-library"]),
    .testTarget(name: "PlanLangTests", dependencies: ["PlanLang"], swiftSettings: settings),
    .testTarget(name: "PlanRuntimeTests", dependencies: ["PlanRuntime"], swiftSettings: settings),
    .testTarget(name: "planshellTests", dependencies: ["planshell"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

var settings: [SwiftSetting] { [.enableUpcomingFeature("ExistentialAny")] }
