import PlanRuntime
@main struct Main { static func main() { print(PlanRuntimePlaceholder.n) } }
