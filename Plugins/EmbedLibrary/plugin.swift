import Foundation
import PackagePlugin

/// Embeds `Library/*.plan` of a target as a Swift source file at build time, so a new framework is a new file and nothing else.
@main
struct EmbedLibrary: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let library = target.directoryURL.appendingPathComponent("Library")
    let files = try FileManager.default.contentsOfDirectory(at: library, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "plan" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("EmbeddedLibrary.swift")
    return [
      .buildCommand(
        displayName: "Embedding the standard library",
        executable: try context.tool(named: "embed-library").url,
        arguments: [output.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
