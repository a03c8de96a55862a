import Crypto
import Foundation

/// HOTP (RFC 4226, 5.3): a short number that two who share a secret make of the same counter.
package enum CountedCode {
  /// - Parameter digits: 6 to 8.
  package static func text(of secret: [UInt8], counter: UInt64, digits: Int) -> String {
    let message = withUnsafeBytes(of: counter.bigEndian) { Data($0) }
    let key = SymmetricKey(data: Data(secret))
    let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
    // The last four bits say where the 31 bits lie that count.
    let offset = Int(code[19] & 15)
    let bits = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let bound = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
    let number = String(bits % bound)
    return String(repeating: "0", count: digits - number.count) + number
  }
}
