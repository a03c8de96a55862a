/// What a token is for. Its prefix is read by people and by scanners for leaked secrets.
package enum TokenKind: String, Sendable, CaseIterable {
  /// A key of the API.
  case api = "bat_"
  /// A code that one other desk may use once to become a partner.
  case invitation = "bai_"
  /// The key in the address of a hook that other systems call.
  case hook = "bah_"
  /// What a browser's cookie holds while somebody is signed in.
  case session = "bas_"
  /// The key in the link by which a new colleague chooses a password.
  case welcome = "baw_"
  /// What a sign-in holds whose password was right and whose second step is not done yet.
  case halfSignIn = "bap_"

  package var prefix: String { rawValue }
}
