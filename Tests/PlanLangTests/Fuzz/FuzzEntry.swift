import Glibc
#if canImport(PlanLang)
@testable import PlanLang
#endif

// libFuzzer calls these two functions. The whole of PlanLang is compiled into the same module, so that properties can
// look inside. `scripts/fuzz` builds and runs it.

/// What is held against every text libFuzzer invents; it ends the program with a message when it does not hold.
protocol FuzzProperty {
  func check(_ source: SourceText)
}

/// The property chosen by the environment variable `FUZZ_TARGET`; made on first use.
// libFuzzer calls from one thread only.
nonisolated(unsafe) private let property: any FuzzProperty = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  switch name {
  case "parser": return ParserProperty()
  case "formatter": return FormatterProperty()
  case "resolver": return ResolverProperty()
  default: broken("FUZZ_TARGET is parser, formatter or resolver, not `\(name)`")
  }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: data, count: data == nil ? 0 : size))
  property.check(SourceText(name: nil, bytes: bytes))
  return 0
}

/// Ends the program, saying which property broke.
func broken(_ what: String) -> Never {
  let message = "fuzz: \(what)\n"
  _ = message.withCString { write(2, $0, strlen($0)) }
  abort()
}
