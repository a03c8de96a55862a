import ConnectorKit
import Testing

@Suite("An address")
struct AddressTests {
  @Test(
    "is read from its plain form, and written in one form",
    arguments: [
      ("0.0.0.0", "0.0.0.0"), ("255.1.2.3", "255.1.2.3"), ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"),
      ("2001:DB8::a:0:1", "2001:db8:0:0:0:a:0:1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
      ("1::", "1:0:0:0:0:0:0:0"), ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ])
  func read(_ text: String, _ written: String) throws {
    #expect(try #require(IPAddress(text)).description == written)
  }

  @Test(
    "is not read from a form that readers differ over",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.-4", "0x1.2.3.4", "1.2.3.4 ", "1..2.3", ":", ":::",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7:8::", "12345::", "g::", "::1%lo", "[::1]", ":1",
      "1:", "1.2.3.4::", "::1.2.3", "+1::", "::+1", "１.2.3.4",
    ])
  func unread(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("is of four or sixteen bytes")
  func bytes() {
    #expect(IPAddress(bytes: [127, 0, 0, 1]) == .v4(0x7F00_0001))
    #expect(IPAddress(bytes: Array(repeating: 0, count: 15) + [1]) == .v6(1))
    #expect(IPAddress(bytes: [1, 2, 3]) == nil)
  }

  @Test("is in a range where its first bits are the range's")
  func ranges() throws {
    let range = try #require(AddressRange("172.16.0.0/12"))
    #expect(range.contains(.v4(0xAC10_0000)) && range.contains(.v4(0xAC1F_FFFF)))
    #expect(!range.contains(.v4(0xAC20_0000)) && !range.contains(.v4(0xAC0F_FFFF)))
    let all = try #require(AddressRange("0.0.0.0/0"))
    #expect(all.contains(.v4(.max)) && !all.contains(.v6(1)))
    #expect(try #require(AddressRange("::1")).contains(.v6(1)))
    #expect(!(try #require(AddressRange("::1"))).contains(.v6(2)))
    #expect(try #require(AddressRange("10.0.0.0/8")).description == "10.0.0.0/8")
  }

  @Test(
    "is in no range that nobody can mean",
    arguments: [
      "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.1.2.3/8", "::/129",
      "10/8",
    ])
  func badRanges(_ text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test(
    "of the internet is no special one",
    arguments: [
      "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
      "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255",
      "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:200::1", "2003::1",
    ])
  func global(_ text: String) throws {
    #expect(AddressKind.of(try #require(IPAddress(text))) == nil)
  }

  @Test(
    "A53: that is special is known for what it is",
    arguments: [
      ("0.0.0.0", AddressKind.unspecified), ("0.255.255.255", .unspecified), ("10.0.0.0", .private),
      ("100.64.0.0", .carrierShared), ("127.0.0.1", .loopback), ("169.254.0.1", .linkLocal),
      ("169.254.169.254", .metadata), ("172.31.255.255", .private), ("192.0.0.1", .reserved),
      ("192.0.2.0", .documentation), ("192.88.99.1", .tunnelled), ("192.168.255.255", .private),
      ("198.19.255.255", .benchmarking), ("224.0.0.1", .multicast), ("240.0.0.0", .reserved),
      ("255.255.255.255", .broadcast), ("::", .unspecified), ("::1", .loopback), ("::2", .mapped),
      ("::ffff:8.8.8.8", .mapped), ("64:ff9b::808:808", .translated), ("64:ff9b:1::1", .translated),
      ("2001::1", .tunnelled), ("2001:2::1", .benchmarking), ("2001:db8::1", .documentation),
      ("2001:1ff::1", .reserved), ("2002::1", .tunnelled), ("fc00::1", .uniqueLocal), ("fdff::1", .uniqueLocal),
      ("fd00:ec2::254", .metadata), ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("ff0e::1", .multicast),
      ("1fff::1", .reserved), ("4000::1", .reserved), ("e000::1", .reserved),
    ])
  func special(_ text: String, _ kind: AddressKind) throws {
    #expect(AddressKind.of(try #require(IPAddress(text))) == kind)
  }
}
