import Foundation
import PlanRuntime
import Testing

/// Links in the pages lead somewhere: to a file that is there, and in it to a heading that is there.
@Suite("Links")
struct LinkTests {
  static let pages: [String] = {
    let root = SpecPagesTests.root
    var found = ["README.md", "CONTRIBUTING.md"]
    for folder in ["docs", "scripts/examples", "Tests/Spec", "editors", "Benchmarks"] {
      let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
      found += names.filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
    }
    return found.sorted()
  }()

  /// The lines of a page that are text, not code.
  static func prose(_ page: LiteratePage) -> [String] {
    page.lines.indices.filter { line in !page.fences.contains { $0.block.contains(line) } }.map { page.lines[$0] }
  }

  /// Headings as GitHub names them in links.
  static func anchors(_ page: LiteratePage) -> Set<String> {
    Set(
      prose(page).filter { $0.hasPrefix("#") }.map { heading in
        heading.drop { $0 == "#" || $0 == " " }.lowercased()
          .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.replacing(" ", with: "-")
      })
  }

  static func page(_ path: String) throws -> LiteratePage {
    LiteratePage(try String(contentsOfFile: path, encoding: .utf8))
  }

  @Test(arguments: pages) func leadsSomewhere(name: String) throws {
    let path = "\(SpecPagesTests.root)/\(name)"
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    let page = try LinkTests.page(path)
    for line in LinkTests.prose(page) {
      for match in line.matches(of: /\]\(([^)\s]+)\)/) {
        let link = String(match.output.1)
        if link.contains("://") || link.hasPrefix("mailto:") { continue }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let target = parts[0].isEmpty ? path : "\(folder)/\(parts[0])"
        #expect(FileManager.default.fileExists(atPath: target), "\(name) links to \(link), which is not there")
        if parts.count == 2, target.hasSuffix(".md"), let other = try? LinkTests.page(target) {
          #expect(LinkTests.anchors(other).contains(parts[1]), "\(name) links to \(link), and there is no such heading")
        }
      }
    }
  }

  @Test func theManualListsEveryPageOfItself() throws {
    let folder = "\(SpecPagesTests.root)/docs/manual"
    let contents = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != "README.md" {
      #expect(contents.contains("](\(name))"), "the contents of the manual do not name \(name)")
    }
  }
}
