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
  products: [
    .executable(name: "lstm-lab", targets: ["lstm-lab"]),
    // Tests load it before the command.
    .library(name: "FaultInjection", type: .dynamic, targets: ["FaultInjection"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // Texts and files.
    .target(name: "Documents", swiftSettings: swift),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .target(
      name: "Files",
      dependencies: [.target(name: "CCrypto", condition: .when(platforms: [.linux]))],
      swiftSettings: swift),

    // Configuration tower.
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: swift),
    .target(name: "Schemas", dependencies: ["Documents", "YAML"], swiftSettings: swift),
    .target(
      name: "Diagnostics", dependencies: ["Documents", "Files", "Schemas", "YAML"],
      swiftSettings: swift),

    // Numerics tower.
    .target(name: "CKernels", cSettings: c, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Engine", dependencies: ["CKernels"], swiftSettings: swift),
    .target(name: "Graphs", dependencies: ["Engine"], swiftSettings: swift),
    .target(
      name: "Plans", dependencies: ["Documents", "Engine", "Graphs"], swiftSettings: swift),

    // Both meet.
    .target(
      name: "Layers", dependencies: ["Documents", "Graphs", "Engine", "Schemas", "YAML"],
      swiftSettings: swift),
    .target(
      name: "Weights", dependencies: ["Graphs", "Files", "YAML"], swiftSettings: swift),
    .target(
      name: "Datasets",
      dependencies: ["Weights", "Graphs", "Engine", "Schemas", "YAML", "Files", "Documents"],
      swiftSettings: swift),
    .target(
      name: "Training",
      dependencies: ["Datasets", "Plans", "Graphs", "Engine", "Schemas", "YAML", "Documents"],
      swiftSettings: swift),

    .target(
      name: "Experiments",
      dependencies: [
        "Weights", "Training", "Datasets", "Layers", "Plans", "Graphs", "Engine", "Diagnostics",
        "Schemas", "YAML", "Files", "Documents",
      ],
      swiftSettings: swift),
    .target(
      name: "Reports",
      dependencies: [
        "Experiments", "Training", "Datasets", "Layers", "Graphs", "Diagnostics", "Schemas", "YAML",
        "Files", "Documents",
      ],
      swiftSettings: swift),
    .target(
      name: "Runs",
      dependencies: [
        "Reports", "Experiments", "Training", "Graphs", "Diagnostics", "Schemas", "YAML", "Files",
        "Documents",
      ],
      swiftSettings: swift),
    .executableTarget(
      name: "lstm-lab",
      dependencies: [
        "Runs", "Reports", "Experiments", "Plans", "Graphs", "Engine", "Diagnostics", "Schemas",
        "Files", "Documents",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),

    .target(
      name: "Sanitizers", path: "Tests/Sanitizers", exclude: ["run.sh", "leaks.txt", "mutex.c"],
      cSettings: c),
    .target(
      name: "AllocationCounter", dependencies: ["Sanitizers"], path: "Tests/AllocationCounter",
      cSettings: c),
    .target(name: "FaultInjection", path: "Tests/FaultInjection", cSettings: c),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swift),
    .target(
      name: "LayerSupport", dependencies: ["Layers", "Graphs", "Schemas", "YAML"],
      path: "Tests/LayerSupport", swiftSettings: swift),
    .target(
      name: "CheckSupport", dependencies: ["Runs", "Experiments", "Diagnostics", "Files"],
      path: "Tests/CheckSupport", swiftSettings: swift),
    .target(
      name: "Fuzzing",
      dependencies: [
        "CheckSupport", "Experiments", "Datasets", "Diagnostics", "Schemas", "YAML", "Files",
        "Documents", "TestSupport",
      ],
      path: "Tests/Fuzzing", swiftSettings: swift),
  ]
)
#if os(Linux)
  // It watches signals, time and memory through the system's own calls.
  package.targets.append(
    .executableTarget(
      name: "fuzz-language", dependencies: ["Fuzzing", "TestSupport"], path: "Tests/FuzzLanguage",
      swiftSettings: swift))
#endif
// Files that tests read beside their sources; they are no part of a target.
let texts = [
  "Plans": ["Snapshots"], "Training": ["Fixtures", "SameBits/Snapshots"],
  "Diagnostics": ["Formats/Snapshots"], "Runs": ["Corpus", "make_weights.py"],
  "EndToEnd": ["Snapshots"], "Weights": ["Fixtures"], "Datasets": ["Fixtures"],
]
for (name, dependencies) in [
  ("Documents", ["Documents", "YAML", "Schemas"]),
  ("Files", ["Files"]),
  ("YAML", ["YAML"]),
  ("Schemas", ["Schemas", "YAML", "Documents"]),
  ("Diagnostics", ["Diagnostics", "YAML", "Documents"]),
  ("Engine", ["Engine", "CKernels"]),
  ("Graphs", ["Graphs", "LayerSupport", "Training", "Layers", "Plans", "Engine"]),
  ("Plans", ["Plans", "Training", "Layers", "Graphs", "Engine"]),
  (
    "Layers",
    [
      "Layers", "LayerSupport", "Training", "Datasets", "Experiments", "Plans", "Graphs", "Engine",
      "Schemas",
      "YAML", "Documents",
    ]
  ),
  ("Weights", ["Weights", "Graphs", "Engine", "Files"]),
  (
    "Datasets",
    [
      "Datasets", "Fuzzing", "Experiments", "Training", "Graphs", "Engine", "Schemas", "YAML",
      "Files", "Documents",
    ]
  ),
  (
    "Training",
    [
      "Training", "LayerSupport", "Layers", "Datasets", "Weights", "Files", "Experiments", "Plans",
      "Graphs", "Engine",
      "Schemas", "YAML", "AllocationCounter",
    ]
  ),
  (
    "Experiments",
    [
      "Experiments", "Datasets", "Training", "Layers", "Graphs", "Engine", "Schemas", "YAML",
      "Files", "Documents",
    ]
  ),
  (
    "Reports",
    [
      "Reports", "CheckSupport", "Experiments", "Diagnostics", "Training", "Graphs", "Schemas",
      "YAML", "Files", "Documents",
    ]
  ),
  (
    "Runs",
    [
      "Runs", "CheckSupport", "Reports", "Experiments", "Diagnostics", "Fuzzing", "Training",
      "Schemas", "YAML", "Files", "Documents",
    ]
  ),
  ("EndToEnd", ["lstm-lab", "Engine", "Sanitizers"]),
] {
  package.targets.append(
    .testTarget(
      name: name + "Tests",
      dependencies: dependencies.map { .byName(name: $0) } + ["TestSupport"],
      exclude: texts[name] ?? [],
      swiftSettings: swift))
}
