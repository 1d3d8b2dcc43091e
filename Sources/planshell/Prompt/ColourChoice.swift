/// Whether output may carry colours and attributes.
enum ColourChoice: String, Sendable {
  case auto, always, never

  /// Settles `auto`: colours on a terminal that can show them, unless `NO_COLOR` is set to anything.
  func allowsStyle(isTerminal: Bool, environment: (String) -> String? = environmentValue) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return false }
      return isTerminal && environment("TERM") != "dumb"
    }
  }
}
