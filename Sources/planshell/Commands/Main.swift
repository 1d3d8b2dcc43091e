import ArgumentParser
import Glibc
import PlanRuntime

/// The program's entry: everything runs on a thread with a roomy stack, so that deeply nested texts are no danger.
@main
struct Main {
  static func main() {
    Heap.prepare()
    RoomyThread.run()
  }
}

/// Runs the command line on a thread whose stack has room. Apart from `Main`, whose closures belong to the main actor.
enum RoomyThread {
  static let stackSize = 64 << 20

  static func run() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes, { _ in exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))) }, nil)
    if code != 0 { exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))) }
    pthread_join(thread, nil)
  }
}

/// Reads the command line and runs the command it names.
enum CommandLineTool {
  /// Runs a command line and returns the exit status.
  static func run(_ arguments: [String]) -> Int32 {
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
  /// What its command understands by itself needs nothing of the root, and that is a third of the time a short command
  /// takes. Whatever is left (help, a slip, a completion script) goes the long way, which knows every command.
  static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let settings = PlanShell.configuration
    let named = arguments.first.flatMap { word in settings.subcommands.first { $0.configuration.commandName == word } }
    // `help` is the parser's own command.
    if let type = named ?? settings.defaultSubcommand, arguments.first != "help" {
      let own = named == nil ? arguments : Array(arguments.dropFirst())
      if let command = try? type.parseAsRoot(own), Swift.type(of: command) == type { return command }
    }
    return try PlanShell.parseAsRoot(arguments)
  }

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
  /// The rest is left out once `isStopped` says that nobody wants it.
  static func write(_ text: String, to descriptor: Int32, isStopped: () -> Bool = { false }) {
    var text = text
    text.withUTF8 { buffer in
      var offset = 0
      while offset < buffer.count, !isStopped() {
        // A piece at a time, so that a wish to stop is seen soon, however slow the reader.
        let piece = min(buffer.count - offset, 1 << 16)
        let count = Glibc.write(descriptor, buffer.baseAddress! + offset, piece)
        if count < 0 {
          if errno == EINTR { continue }
          return
        }
        offset += count
      }
    }
  }
}
