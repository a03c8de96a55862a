import CArgon2
import Crypto
