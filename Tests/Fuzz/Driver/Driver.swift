import Foundation

/// What libFuzzer calls for each input. Which entry it feeds is in the environment: `BATON_FUZZ_ENTRY=json`.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = FuzzInput(bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
  do {
    try Driver.entry.run(input)
  } catch {
    // The one way to tell libFuzzer that what must hold does not: it keeps the input of a process that traps.
    fatalError("\(Driver.entry.name): \(Driver.entry.sentence) But: \(error)")
  }
  return 0
}

private enum Driver {
  static let entry: FuzzEntry = {
    let name = ProcessInfo.processInfo.environment["BATON_FUZZ_ENTRY"] ?? ""
    guard let entry = FuzzEntry.all.first(where: { $0.name == name }) else {
      // libFuzzer calls with the first input already; there is nobody to give an error to.
      fatalError("BATON_FUZZ_ENTRY is one of: \(FuzzEntry.all.map(\.name).joined(separator: " "))")
    }
    return entry
  }()
}
