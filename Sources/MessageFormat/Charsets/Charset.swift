/// A charset that mail is written in, as iconv calls it.
///
/// What labels mean follows the Encoding Standard (WHATWG), and with it what programs that write mail do: ISO-8859-1 is
/// windows-1252, GB2312 is GBK's heir, Shift_JIS is Microsoft's. A label never reaches iconv: only these names do.
package struct Charset: Sendable, Hashable {
  let name: String

  static let utf8 = Charset(name: "UTF-8")
  static let windows1252 = Charset(name: "CP1252")
  static let iso2022jp = Charset(name: "ISO-2022-JP-3")

  init(name: String) { self.name = name }

  /// Nil for a label that is not known.
  package init?(label: String) {
    let word = label.lowercased().utf8.filter { $0 != 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5F && $0 != 0x2D }
    guard word.count <= 32, let name = Self.names[String(decoding: word, as: UTF8.self)] else { return nil }
    self.name = name
  }

  /// By label, in lower case and without spaces, dashes and underscores.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for (name, labels) in table {
      for label in labels.split(separator: " ") { names[String(label)] = name }
    }
    return names
  }()

  private static let table = [
    ("UTF-8", "utf8 utf8mb4 unicode11utf8 xunicode20utf8 unicode utf8n cp65001 65001 utf08"),
    ("UTF-7", "utf7 unicode11utf7 xunicode20utf7"),
    ("UTF-16", "utf16 ucs2 iso10646ucs2 csunicode"), ("UTF-16LE", "utf16le"), ("UTF-16BE", "utf16be"),
    ("UTF-32", "utf32"),
    (
      "CP1252",
      "iso88591 latin1 l1 usascii ascii ansix3.41968 iso646us cp1252 windows1252 win1252 cp819 iso8859 ansi xansi "
        + "iso885915latin1 88591 iso88591windows31latin1 xuserdefined 7bit 8bit default none western"
    ),
    ("CP1250", "cp1250 windows1250 win1250 xcp1250"), ("ISO-8859-2", "iso88592 latin2 l2"),
    ("CP1251", "cp1251 windows1251 win1251 xcp1251"), ("ISO-8859-5", "iso88595 cyrillic"),
    ("KOI8-R", "koi8r koi8 koi"), ("KOI8-U", "koi8u koi8ru"), ("CP866", "cp866 ibm866 866"),
    ("CP1253", "cp1253 windows1253"), ("ISO-8859-7", "iso88597 greek greek8"),
    ("CP1254", "cp1254 windows1254 iso88599 latin5 l5"), ("CP1255", "cp1255 windows1255"),
    ("ISO-8859-8", "iso88598 iso88598i iso88598e hebrew"), ("CP1256", "cp1256 windows1256"),
    ("ISO-8859-6", "iso88596 iso88596i arabic"), ("CP1257", "cp1257 windows1257"), ("CP1258", "cp1258 windows1258"),
    ("ISO-8859-3", "iso88593 latin3"), ("ISO-8859-4", "iso88594 latin4"), ("ISO-8859-10", "iso885910 latin6"),
    ("ISO-8859-13", "iso885913"), ("ISO-8859-14", "iso885914"), ("ISO-8859-15", "iso885915 latin9 cp923"),
    ("ISO-8859-16", "iso885916"), ("CP874", "tis620 iso885911 windows874 cp874"),
    ("MACINTOSH", "macintosh xmacroman mac"),
    ("MAC-CYRILLIC", "xmaccyrillic"), ("CP437", "cp437 ibm437"), ("CP850", "cp850 ibm850"), ("CP852", "cp852 ibm852"),
    ("GB18030", "gb2312 gbk gb18030 cp936 windows936 xgbk chinese gb231280 euccn xeuccn csgb2312 936"),
    ("BIG5-HKSCS", "big5 big5hkscs cnbig5 xxbig5 cp950 950"),
    ("CP932", "shiftjis sjis xsjis cp932 windows31j mskanji 932"),
    ("EUC-JP-MS", "eucjp xeucjp eucjpms"),
    ("ISO-2022-JP-3", "iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 csiso2022jp iso2022jpms cp50220 cp50221"),
    ("UHC", "euckr ksc56011987 ksc5601 ksc56011989 cp949 uhc windows949 korean xwindows949"),
    ("ISO-2022-KR", "iso2022kr"), ("EUC-TW", "euctw"),
  ]
}
