import Glibc

/// What a person sets for a run of the differential tests, in the environment.
enum DifferentialSettings {
  static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
}
