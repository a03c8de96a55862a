import Testing
import Web

@Suite("A QR code as a picture")
struct QRPictureTests {
  @Test("has its three corners, and a margin that readers need")
  func corners() throws {
    let picture = try #require(QRPicture("otpauth://totp/Acme:a@acme.example?secret=GEZDGNBVGY3TQOJQ"))
    let last = picture.size - 4
    // The uppermost row of each finder: seven dark modules.
    #expect(picture.path.hasPrefix("M4 4h7v1h-7z"))
    #expect(picture.path.contains("M\(last - 7) 4h7v1h-7z"))
    #expect(picture.path.contains("M4 \(last - 7)h7v1h-7z") && picture.path.contains("M4 \(last - 1)h7v1h-7z"))
    #expect((picture.size - 8 - 17).isMultiple(of: 4))
  }

  @Test("is none where the text is too long for any")
  func tooLong() {
    #expect(QRPicture(String(repeating: "x", count: 5_000)) == nil)
  }
}
