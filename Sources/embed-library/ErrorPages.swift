import Foundation

/// The pages on what can be wrong, one for each code, as a Swift source file.
enum ErrorPages {
  static func source(_ paths: [String]) throws -> String {
    var source = """
      // Generated from the pages of docs/errors; do not edit.
      enum EmbeddedErrorPages {
        /// The page of each code, in the order of the codes.
        static let pages: [(code: StaticString, text: StaticString)] = [

      """
    for path in paths {
      let code = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      let text = try String(contentsOfFile: path, encoding: .utf8)
      source += "    (\"\(code)\", \(fenced(text))),\n"
    }
    return source + "  ]\n}\n"
  }
}
