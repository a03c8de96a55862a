/// Comparing what an attacker may guess at, in a time that says nothing of where the two differ.
package enum ConstantTime {
  /// Whether both hold the same bytes. The time depends on the lengths alone, which are no secret.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        for index in left.indices { difference |= left[index] ^ right[index] }
      }
    }
    return difference == 0
  }
}
