import Foundation
import MessageFormat
import Testing

@Suite("The date of a message")
struct DateTests {
  @Test(
    "is read in all the ways that mail has",
    arguments: [
      "Sat, 22 Nov 2025 10:15:00 +0100", "22 Nov 2025 09:15:00 GMT", "Sat, 22 Nov 25 09:15 UT",
      "Sat, 22 Nov 2025 10:15:00 +0100 (CET)", "Sat Nov 22 09:15:00 2025", "22-Nov-2025 09:15:00 +0000",
      "Saturday, 22 November 2025 04:15:00 EST", "Sat,22 Nov 2025 09:15:00 -0000",
    ])
  func ways(_ written: String) {
    #expect(MessageDate.read(written) == Date(timeIntervalSince1970: 1_763_802_900))
  }

  @Test(
    "is nothing where there is none",
    arguments: ["", "yesterday", "99 Nov 2025 10:00:00 +0000", "22 Nov 2025", "22 Nov 2025 25:00:00", "::::", "+0000"])
  func none(_ written: String) {
    #expect(MessageDate.read(written) == nil)
  }
}
