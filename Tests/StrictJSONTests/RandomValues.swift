import StrictJSON

/// Values of all kinds, the same for the same seed.
struct RandomValues {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func value(depth: Int) -> JSONValue {
    switch next() % (depth > 0 ? 9 : 7) {
    case 0: .null
    case 1: .bool(next() % 2 == 0)
    case 2: .number(JSONNumber(Int64(bitPattern: next())))
    case 3: .number(JSONNumber(Int64(next() % 1_000)))
    case 4: .number(JSONNumber(Double(bitPattern: next())) ?? JSONNumber(1))
    case 5, 6: .string(string())
    case 7: .array((0..<next() % 6).map { _ in value(depth: depth - 1) })
    case _: .object(object(depth: depth - 1))
    }
  }

  private mutating func object(depth: Int) -> JSONObject {
    JSONObject((0..<next() % 20).map { index in ("\(index)\(string())", value(depth: depth)) })
  }

  private mutating func string() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<next() % 24 {
      let reach: [UInt64] = [0x80, 0x80, 0x80, 0x20, 0x800, 0x3000, 0x110000]
      let scalar = Unicode.Scalar(UInt32(next() % reach[Int(next() % 7)]))
      text.append(scalar ?? "\u{2028}")
    }
    return String(text)
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
