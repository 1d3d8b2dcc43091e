import Glibc

/// The value of an environment variable, or nil where it is not set.
func environmentValue(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  return String(cString: value)
}
