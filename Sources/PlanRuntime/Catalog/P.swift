public enum PlanRuntimePlaceholder { public static let n = EmbeddedLibrary.files.count }
