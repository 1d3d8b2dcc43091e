import Foundation
import PackagePlugin

/// Embeds `Library/*.plan` of a target and the package's pages `docs/errors/P*.md` as Swift source files at build time, so a
/// new framework or page is a new file and nothing else.
@main
struct EmbedLibrary: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let files = try self.files(of: target.directoryURL.appendingPathComponent("Library"), ending: "plan")
    let pages = try self.files(of: context.package.directoryURL.appendingPathComponent("docs/errors"), ending: "md")
      .filter { $0.lastPathComponent.hasPrefix("P") }
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("EmbeddedLibrary.swift")
    let pageOutput = context.pluginWorkDirectoryURL.appendingPathComponent("EmbeddedErrorPages.swift")
    return [
      .buildCommand(
        displayName: "Embedding the standard library",
        executable: try context.tool(named: "embed-library").url,
        arguments: [output.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output]),
      .buildCommand(
        displayName: "Embedding the pages of errors",
        executable: try context.tool(named: "embed-library").url,
        arguments: ["--pages", pageOutput.path] + pages.map(\.path),
        inputFiles: pages, outputFiles: [pageOutput]),
    ]
  }

  private func files(of folder: URL, ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
