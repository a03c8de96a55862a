import Storage

/// Whether every page of the database file is what was written.
///
/// It looks at the file beside whoever writes it: a page that is just being written is read again. One that the log holds may
/// stand half written in the database, as after a power cut: nobody reads it there.
struct PageExamination {
  let file: PageFile
  let log: LogFile

  private static let readings = 5

  func look(_ findings: inout Findings) throws {
    guard let layout = try file.layout() else { return }
    guard layout.isSummed else { return findings.note(.pageDamaged, Self.page(1)) }
    try file.forEachPage(layout) { number, page in
      for _ in 1..<Self.readings {
        if PageSum.isRight(UnsafeRawBufferPointer(page), number: number) { return }
        _ = try file.read(number, into: page)
      }
      if try log.pages().contains(number) { return }
      findings.note(.pageDamaged, Self.page(number))
    }
  }

  private static func page(_ number: Int) -> Finding.Case {
    Finding.Case(tenant: nil, noun: .page, name: "\(number)")
  }
}
