import Glibc
import PlanLang
import PlanRuntime

/// The prompt's loop: reads a line, runs it, and goes on whatever happened.
struct Shell {
  let session: Session
  let output: ConsoleOutput
  let options: CommonOptions

  func run() throws {
    session.isInteractive = true
    runStartUpFile()
    let assistant = PlanAssistant(session: session)
    let reader = makeLineReader(assistant: assistant, colour: options.colours)
    greet()
    while true {
      assistant.refresh()
      switch reader.read(prompt) {
      case .endOfFile: return leave()
      case .interrupted: continue
      case .line(let text):
        if ["exit", "quit", "exit()", "quit()", ":q"].contains(text.trimmed) { return leave() }
        if text.trimmed.isEmpty { continue }
        run(text)
      }
    }
  }

  private func run(_ text: String) {
    do {
      try output.working(in: session) { try session.run(SourceText(text)) }
    } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
    } catch {
      output.report(LostOutput.diagnostic.map { [$0] } ?? [])
    }
  }

  /// What was changed goes with the session, so that is said.
  private func leave() {
    let count = session.changesNotKept
    guard count > 0 else { return }
    let canSave = LanguageTable.words(named: "save").contains { !$0.isUnbuilt }
    let (what, them) = count == 1 ? ("1 change was", "it") : ("\(count) changes were", "them")
    output.note(
      canSave
        ? "\(what) not saved"
        : "\(what) not kept: this version can't save; next time copy \(them) from `changes` into the files before you leave"
    )
  }

  private func greet() {
    let catalog = session.catalog
    var parts: [String] = []
    for (id, entity) in catalog.entities.enumerated() where entity.isTopLevel && session.snapshot.count(of: id) > 0 {
      let count = session.snapshot.count(of: id)
      parts.append("\(count) \(count == 1 ? entity.name : entity.plural)")
    }
    output.note(
      "planshell 0.1.0 · "
        + (parts.isEmpty ? "nothing loaded: `load \"FOLDER\"` loads plans" : parts.joined(separator: ", "))
        + " · `help` helps, Ctrl-D leaves")
  }

  private var prompt: Prompt {
    var name = ""
    if let scope = session.scope {
      name = " " + ThingFinder(snapshot: session.snapshot, catalog: session.catalog).label(of: scope)
    }
    if let scenario = session.currentScenario { name += " [\(scenario)]" }
    return Prompt(
      StyledText("plan", .bold) + StyledText(VisibleText.visible(name)) + StyledText("> ", .bold),
      continuation: StyledText("   > ", .dim))
  }

  /// `~/.config/planshell/init.plan`: the person's own queries and checks.
  private func runStartUpFile() {
    guard !options.noInit else { return }
    let home =
      getenv("XDG_CONFIG_HOME").map { String(cString: $0) } ?? getenv("HOME").map { String(cString: $0) + "/.config" }
    guard let home, access(home + "/planshell/init.plan", R_OK) == 0,
      let source = try? InputReader.file(home + "/planshell/init.plan")
    else { return }
    do { try output.working(in: session) { try session.run(source) } } catch let failure as SessionFailure {
      output.report(failure.diagnostics)
    } catch {}
  }
}

extension String {
  /// Without the blanks and line breaks at its ends.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
