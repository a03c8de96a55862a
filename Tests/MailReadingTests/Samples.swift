import MailReading
import MessageFormat

/// A mail written down line by line, as it travels, and read.
func read(_ text: String, trusted: Set<String> = []) -> ReceivedMail {
  MailReader(trustedServers: trusted).read(bytes(text))
}

func bytes(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

func kind(_ text: String) -> MailKind { MailKind(of: read(text), ours: "hub-1") }
