import CArgon2

/// libargon2, with its codes as Swift's errors. Each call keeps its thread until it is done.
enum Argon2 {
  /// - Returns: the PHC string of a new hash.
  static func hash(
    _ password: Password, salt: [UInt8], length: Int, cost: PasswordCost
  ) throws(PasswordFailure) -> String {
    let capacity = argon2_encodedlen(
      cost.passes, cost.memoryInKiB, cost.lanes, UInt32(salt.count), UInt32(length), Argon2_id)
    var encoded = [CChar](repeating: 0, count: capacity)
    let bytes = password.bytes.expose()
    try check(
      argon2id_hash_encoded(
        cost.passes, cost.memoryInKiB, cost.lanes, bytes, bytes.count, salt, salt.count, length, &encoded, capacity))
    return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Compares in constant time.
  static func verify(_ password: Password, against hash: PasswordHash) throws(PasswordFailure) -> Bool {
    let bytes = password.bytes.expose()
    let code = argon2id_verify(hash.text, bytes, bytes.count)
    if code == ARGON2_VERIFY_MISMATCH.rawValue { return false }
    try check(code)
    return true
  }

  private static func check(_ code: Int32) throws(PasswordFailure) {
    if code == ARGON2_OK.rawValue { return }
    if code == ARGON2_MEMORY_ALLOCATION_ERROR.rawValue { throw .outOfMemory }
    throw .library(code: code)
  }
}
