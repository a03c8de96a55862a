import MessageFormat
import Testing

@Suite("Encoded words")
struct EncodedWordTests {
  @Test(
    "read as what was meant",
    arguments: [
      ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
      ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
      ("=?iso-8859-1?q?=80_100?=", "€ 100"),
      ("=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
      ("a =?utf-8?Q?=C3=A4?= b", "a ä b"),
      ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
      ("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"),
      ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
      ("x=?utf-8?Q?a?=y", "xay"),
      ("=?gb2312?B?xOO6ww==?=", "你好"),
      ("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"),
      ("=?windows-1251?B?z/Do4uXy?=", "Привет"),
      ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
      ("=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"),
    ])
  func wellMade(_ written: String, _ meant: String) {
    #expect(decoded(written) == meant)
  }

  @Test("that cut a character in two are read as one")
  func cutCharacter() {
    #expect(decoded("=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=") == "Grüße")
    #expect(decoded("=?UTF-8?B?R3LD?= =?UTF-8?B?vMOfZQ==?=") == "Grüße")
  }

  @Test(
    "are read though they are broken",
    arguments: [
      ("=?utf-8?Q?Gr=C3=BC=C3=9Fe an alle?=", "Grüße an alle"),
      ("=?utf-8?Q?Gr=C3=BC=C3=9Fe", "Grüße"),
      ("=?utf-8?B?R3LDvMOfZQ?=", "Grüße"),
      ("\"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=\"", "\"Grüße\""),
      ("=?utf-8?Q?100%_=3F?=", "100% ?"),
      ("=?utf-8?Q?=ZZ?=", "=ZZ"),
      ("=?unknown-8bit?Q?Gr=FC=DFe?=", "Grüße"),
      ("=?us-ascii?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
      ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
      ("=?utf-8?Q?", "=?utf-8?Q?"), ("=?", "=?"), ("a = b?", "a = b?"),
    ])
  func broken(_ written: String, _ meant: String) {
    #expect(decoded(written) == meant)
  }

  @Test("hide no line break, control character or turned text in themselves")
  func hideNothing() {
    let text = decoded("=?utf-8?Q?a=0D=0ABcc:_x=E2=80=AEb=C2=85c=00d?= e\u{2028}f\rg")
    #expect(
      text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{85}" && $0 != "\u{2028}" && $0 != "\u{202E}" })
    #expect(text == "a Bcc: x b c d e f g")
  }

  @Test("raw letters are read in the charset that they look like")
  func raw() {
    #expect(EncodedWords.decoded([0x47, 0x72, 0xFC, 0xDF, 0x65][...]) == "Grüße")
    #expect(EncodedWords.decoded(Array("Grüße".utf8)[...]) == "Grüße")
    let russian: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x20, 0xE2, 0xF1, 0xE5, 0xEC]
    #expect(EncodedWords.decoded(russian[...]) == "Привет всем")
  }

  @Test("many beginnings without an end take time in proportion")
  func manyBeginnings() {
    let text = String(repeating: "=?utf-8?Q?", count: 20_000)
    #expect(decoded(text).utf8.count <= text.utf8.count)
  }
}
