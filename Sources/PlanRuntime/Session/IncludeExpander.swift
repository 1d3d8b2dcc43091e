import PlanLang

/// Puts the items of included scripts in place of `include`, and reads the files `load` names by literal.
struct IncludeExpander {
  let session: Session
  private(set) var diagnostics: [Diagnostic] = []
  /// The files that `load "..."` statements will load, for checking against.
  private(set) var loadedTrees: [SyntaxTree] = []
  /// Whether a statement may bring things nobody can know of before the run.
  private(set) var mayBringThings = false
  /// Whether a file to be loaded can't be looked into now, so that anything may come from it.
  private(set) var isOpen = false
  private var open: [String] = []

  init(session: Session) { self.session = session }

  /// The items of a text with those of its includes.
  mutating func expand(_ tree: SyntaxTree) -> [SyntaxNode] {
    var items: [SyntaxNode] = []
    for item in tree.root.children {
      switch item.kind {
      case .includeCommand: items += include(item)
      case .loadCommand:
        note(load: item)
        items.append(item)
      case .importCommand:
        mayBringThings = true
        items.append(item)
      default:
        if contains(item, [.loadCommand, .importCommand]) { mayBringThings = true }
        items.append(item)
      }
    }
    return items
  }

  private func contains(_ node: SyntaxNode, _ kinds: [SyntaxKind]) -> Bool {
    switch node.kind {
    case .forStatement, .ifStatement, .scenarioStatement, .body:
      node.children.contains { kinds.contains($0.kind) || contains($0, kinds) }
    default: false
    }
  }

  private mutating func include(_ item: SyntaxNode) -> [SyntaxNode] {
    guard let token = item.ownTokens.last, item.tokenKind(token) == .text else { return [] }
    let name = Literals.text(ofToken: token, in: item.tree) { _ in }
    let path = IncludeExpander.resolved(name, relativeTo: item.tree.source.name)
    if open.contains(path) || open.count > 50 {
      diagnostics.append(
        Diagnostic(.cycle, "`\(name)` includes itself", at: item.range, label: "comes back to a file being included"))
      return []
    }
    do {
      let tree = Parser.parse(try FileReader.planSource(path))
      diagnostics += tree.diagnostics
      open.append(path)
      defer { open.removeLast() }
      return expand(tree)
    } catch let diagnostic as Diagnostic {
      diagnostics.append(
        Diagnostic(
          diagnostic.code, diagnostic.message, at: diagnostic.primary?.range ?? item.range, label: "included here",
          notes: diagnostic.notes))
    } catch {}
    return []
  }

  /// A file name as seen from the file that names it.
  static func resolved(_ name: String, relativeTo file: String?) -> String {
    guard !name.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/") else { return name }
    return String(file[...slash]) + name
  }

  private mutating func note(load item: SyntaxNode) {
    guard let value = item.child(0), value.kind == .textLiteral, value.endTokenIndex - value.firstTokenIndex == 1 else {
      mayBringThings = true
      return
    }
    let name = Literals.text(ofToken: value.firstTokenIndex, in: value.tree) { _ in }
    let path = IncludeExpander.resolved(name, relativeTo: item.tree.source.name)
    do {
      let trees = try session.parsePath(path)
      let known = (loadedTrees + trees).compactMap(\.source.name)
      if let again = session.alreadyLoaded(known, at: item.range) {
        diagnostics.append(again)
      } else {
        loadedTrees += trees
      }
    } catch let problem as Diagnostic where [.noSuchPath, .noPlanFiles].contains(problem.code) {
      // That a file is not there is plain before anything runs; what is wrong inside is told when it is loaded.
      diagnostics.append(
        Diagnostic(problem.code, problem.message, at: value.range, label: "to be loaded", notes: problem.notes))
    } catch {
      mayBringThings = true
      isOpen = true
    }
  }
}
