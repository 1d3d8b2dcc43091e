import ArgumentParser
import Glibc
import PlanLang
import PlanRuntime
import Synchronization

/// The program's entry: everything runs where the stack has room, so that deeply nested texts are no danger.
@main
struct Main {
  static func main() {
    Heap.prepare()
    RoomyStack.run { exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))) }
  }
}

/// Runs the program with room for a deep stack. Apart from `Main`, whose closures belong to the main actor.
enum RoomyStack {
  static let size = 64 << 20

  /// The first thread's stack grows for as long as its limit lets it, so raising the limit is enough, and cheaper than a
  /// thread. Where the limit cannot be raised a thread brings a stack of its own.
  static func run(_ body: @escaping @Sendable () -> Never) {
    if raiseLimit() { body() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, size)
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &thread, &attributes,
      { box in
        if let box { Unmanaged<Body>.fromOpaque(box).takeUnretainedValue().run() }
        return nil
      }, box.toOpaque())
    if code != 0 { body() }
    pthread_join(thread, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Never
    init(_ run: @escaping @Sendable () -> Never) { self.run = run }
  }

  private static func raiseLimit() -> Bool {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0 else { return false }
    if limit.rlim_cur >= rlim_t(size) { return true }
    guard limit.rlim_max >= rlim_t(size) else { return false }
    limit.rlim_cur = rlim_t(size)
    return setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
  }
}

/// Reads the command line and runs the command it names.
enum CommandLineTool {
  /// Runs a command line and returns the exit status: 3 where its results could not be written, whatever they were.
  static func run(_ arguments: [String]) -> Int32 {
    let status = outcome(of: arguments)
    guard let lost = LostOutput.diagnostic else { return status }
    let renderer = DiagnosticRenderer(colors: false, json: LostOutput.isJSON.load(ordering: .relaxed))
    Console.write(renderer.render([lost]), to: STDERR_FILENO)
    return 3
  }

  private static func outcome(of arguments: [String]) -> Int32 {
    do {
      var command = try Self.command(commandFirst(arguments))
      try command.run()
      return 0
    } catch let status as ExitStatus {
      return status.code
    } catch {
      let code = PlanShell.exitCode(for: error)
      let text = PlanShell.fullMessage(for: error)
      if code == .success {
        Console.write(text + "\n", to: STDOUT_FILENO)
        return 0
      }
      Console.write(text + "\n", to: STDERR_FILENO)
      return 2
    }
  }
}

extension CommandLineTool {
  /// The command a command line asks for.
  ///
  /// What its command understands by itself needs nothing of the root, and that is a seventh of a start. Whatever is left
  /// (help, a slip, a completion script) goes the long way, which knows every command.
  static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let settings = PlanShell.configuration
    let named = arguments.first.flatMap { word in settings.subcommands.first { $0.configuration.commandName == word } }
    // `help` is the parser's own command.
    if let type = named ?? settings.defaultSubcommand, arguments.first != "help" {
      let own = named == nil ? arguments : Array(arguments.dropFirst())
      tryingThread.store(pthread_self(), ordering: .relaxed)
      let command = try? type.parseAsRoot(own)
      tryingThread.store(0, ordering: .relaxed)
      if let command, Swift.type(of: command) == type { return command }
    }
    return try PlanShell.parseAsRoot(arguments)
  }

  /// The thread on which a command is being tried without the root; 0 for none.
  private static let tryingThread = Atomic<UInt>(0)

  /// Whether a command is being tried without the root here. A wish for help is for the root to answer, so nothing has to know
  /// the words for it: the parser puts them together by reflection, a fifteenth of a start.
  static var leavesHelp: Bool { tryingThread.load(ordering: .relaxed) == pthread_self() }

  /// The arguments with the command's name first, so that options may also stand before it.
  static func commandFirst(_ arguments: [String]) -> [String] {
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--", arguments[index] != "-" {
      let takesValue = ["--format", "--today", "--color", "-c", "--param", "--only", "--budget"].contains(
        arguments[index])
      index += takesValue ? 2 : 1
    }
    guard index > 0, index < arguments.count,
      PlanShell.configuration.subcommands.contains(where: { $0.configuration.commandName == arguments[index] })
    else { return arguments }
    var reordered = arguments
    reordered.insert(reordered.remove(at: index), at: 0)
    return reordered
  }
}

/// The exit status a command ends with, when it is not 0.
struct ExitStatus: Error {
  let code: Int32
}

/// Writes text whole to a descriptor.
enum Console {
  /// Writes a text; the answer is 0, or the system's number for what kept it from being written.
  ///
  /// The rest is left out once `isStopped` says that nobody wants it.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32, isStopped: () -> Bool = { false }) -> Int32 {
    var text = text
    return text.withUTF8 { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      var offset = 0
      while offset < buffer.count, !isStopped() {
        // A piece at a time, so that a wish to stop is seen soon, however slow the reader.
        let piece = min(buffer.count - offset, 1 << 16)
        let count = Glibc.write(descriptor, base + offset, piece)
        if count < 0 {
          let reason = errno
          if reason == EINTR { continue }
          if descriptor == STDOUT_FILENO { LostOutput.note(reason) }
          return reason
        }
        offset += count
      }
      return 0
    }
  }
}

/// Remembers that results could not be written, so that no command ends as if all were well.
enum LostOutput {
  private static let reason = Atomic<Int32>(0)
  /// Whether messages are JSON.
  static let isJSON = Atomic<Bool>(false)

  /// A reader that left (`| head`) has what it wanted; anything else is a loss. The first is what is told.
  static func note(_ code: Int32) {
    if code != EPIPE { _ = reason.compareExchange(expected: 0, desired: code, ordering: .relaxed) }
  }

  /// What there is to say of it; nil when every result was written.
  static var diagnostic: Diagnostic? {
    let code = reason.load(ordering: .relaxed)
    guard code != 0 else { return nil }
    return Diagnostic(
      .unwritable, "the results can't be written: \(String(cString: strerror(code)))",
      notes: ["what stands in the standard output is not all of them"])
  }
}
