// swift-tools-version: 6.2
import PackageDescription

// Two towers that never import each other, configuration (YAML, Schemas) and numerics (Engine,
// Graphs, Plans), meet in Layers and Training. Dependencies point down only.
let swift: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]
let c: [CSetting] = [
  .treatAllWarnings(as: .error),
  .enableWarning("all"),
  .enableWarning("extra"),
]

let package = Package(
  name: "lstm-lab",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "lstm-lab", targets: ["lstm-lab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
  ],
  targets: [
    // Configuration tower.
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: swift),
    .target(name: "Schemas", dependencies: ["YAML"], swiftSettings: swift),

    // Numerics tower.
    .target(name: "CKernels", cSettings: c, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Engine", dependencies: ["CKernels"], swiftSettings: swift),
    .target(name: "Graphs", dependencies: ["Engine"], swiftSettings: swift),
    .target(name: "Plans", dependencies: ["Engine", "Graphs"], swiftSettings: swift),

    // Both meet.
    .target(
      name: "Layers", dependencies: ["Graphs", "Engine", "Schemas", "YAML"], swiftSettings: swift),
    .target(
      name: "Training", dependencies: ["Plans", "Graphs", "Engine", "Schemas"],
      swiftSettings: swift),

    .target(
      name: "Experiments",
      dependencies: [
        "Layers", "Training", "Plans", "Graphs", "Engine", "Schemas", "YAML",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: swift),
    .executableTarget(
      name: "lstm-lab",
      dependencies: [
        "Experiments", "Plans", "Graphs", "Engine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),

    .target(name: "AllocationCounter", path: "Tests/AllocationCounter", cSettings: c),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swift),
    .target(
      name: "Fuzzing", dependencies: ["Experiments", "Schemas", "YAML", "TestSupport"],
      path: "Tests/Fuzzing", swiftSettings: swift),
  ]
)
#if os(Linux)
  // It watches signals, time and memory through the system's own calls.
  package.targets.append(
    .executableTarget(
      name: "fuzz-language", dependencies: ["Fuzzing"], path: "Tests/FuzzLanguage",
      swiftSettings: swift))
#endif
// Files that tests read beside their sources; they are no part of a target.
let texts = [
  "Plans": ["Snapshots"], "Training": ["Fixtures", "SameBits/Snapshots"],
  "Experiments": ["Corpus", "Formats/Snapshots"], "EndToEnd": ["Snapshots"],
]
for (name, dependencies) in [
  ("YAML", ["YAML"]),
  ("Schemas", ["Schemas", "YAML"]),
  ("Engine", ["Engine", "CKernels"]),
  ("Graphs", ["Graphs", "Training", "Layers", "Plans", "Engine"]),
  ("Plans", ["Plans", "Training", "Layers", "Graphs", "Engine"]),
  (
    "Layers",
    ["Layers", "Training", "Experiments", "Plans", "Graphs", "Engine", "Schemas", "YAML"]
  ),
  (
    "Training",
    [
      "Training", "Layers", "Experiments", "Plans", "Graphs", "Engine", "Schemas", "YAML",
      "AllocationCounter",
    ]
  ),
  ("Experiments", ["Experiments", "Fuzzing", "Training", "Layers", "Engine", "Schemas", "YAML"]),
  ("EndToEnd", ["lstm-lab", "Engine"]),
] {
  package.targets.append(
    .testTarget(
      name: name + "Tests",
      dependencies: dependencies.map { .byName(name: $0) } + ["TestSupport"],
      exclude: texts[name] ?? [],
      swiftSettings: swift))
}
