extension Mutant {
  #if MUTANTS
    /// The one that is switched on. Unsafe only by its type: it is set before a run begins, on the thread that runs it.
    package nonisolated(unsafe) static var current: Mutant?

    package var isOn: Bool { Mutant.current == self }

    /// Whether this build has them.
    package static let arePresent = true
  #else
    @inlinable package var isOn: Bool { false }

    /// Whether this build has them.
    package static let arePresent = false
  #endif
}
