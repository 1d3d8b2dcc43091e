import PlanLang

/// Looks, before anything runs, at what checked statements will need besides names: the files they write, the words they
/// ask help for.
struct EarlyLook {
  let session: Session
  /// Explains what the text will have declared by then.
  let help: HelpText
  /// Whether a statement on the way may declare what nobody can know of yet.
  let mayDeclare: Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(session: Session, catalog: Catalog, mayDeclare: Bool) {
    self.session = session
    help = HelpText(catalog: catalog, sample: { _ in nil }, count: { _ in 0 }, internalPath: { _ in nil })
    self.mayDeclare = mayDeclare
  }

  mutating func look(at statements: [CheckedStatement]) {
    for statement in statements {
      switch statement.kind {
      case .query(let plan), .reportQuery(_, let plan): look(at: plan)
      case .forEach(_, _, _, let body), .scenario(_, _, let body, _): look(at: body)
      case .ifElse(_, let yes, let no):
        look(at: yes)
        look(at: no)
      case .describe(let name): ask { try $0.describe(name, at: statement.range) }
      case .help(let words): ask { try $0.help(words, at: statement.range) }
      default: break
      }
    }
  }

  private mutating func look(at plan: QueryPlan) {
    guard let file = plan.presentation.file, let name = plan.presentation.plainFile,
      let problem = session.problem(
        withResultFile: name, hasFormat: plan.presentation.format != nil, at: file.range)
    else { return }
    diagnostics.append(problem)
  }

  private mutating func ask(_ question: (HelpText) throws -> String) {
    guard !mayDeclare else { return }
    do { _ = try question(help) } catch let diagnostic as Diagnostic { diagnostics.append(diagnostic) } catch {}
  }
}
