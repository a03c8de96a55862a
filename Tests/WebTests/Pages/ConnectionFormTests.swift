import ConnectorKit
import FormData
import StrictJSON
import Testing
import Web

@Suite("The form that a connector's schema makes")
struct ConnectionFormTests {
  private let schema = SettingsSchema([
    .required("url", "Address", .address, help: "Where it is."),
    .optional("every", "Every", .number(1...60), standard: 15, help: "How often."),
    .optional("loud", "Loud", .flag, help: "Whether it is."),
    .secret("token", "Token", help: "Its token."),
  ])

  @Test("makes of its fields what the API would get, secrets apart")
  func reads() {
    let form = FormFields([
      ("setting.url", " https://far.example "), ("setting.every", "20"), ("setting.loud", "on"), ("secret.token", "s"),
    ])
    let settings = ConnectionForm.object(form, by: schema, secrets: false)
    #expect(settings == ["url": "https://far.example", "every": 20, "loud": true])
    #expect(ConnectionForm.object(form, by: schema, secrets: true) == ["token": "s"])
  }

  @Test("leaves out what is empty, so that a secret that is kept stays, and a box that is not ticked is off")
  func leavesOut() {
    let form = FormFields([("setting.url", ""), ("secret.token", "")])
    #expect(ConnectionForm.object(form, by: schema, secrets: false) == ["loud": false])
    #expect(ConnectionForm.object(form, by: schema, secrets: true) == [:])
  }

  @Test("leaves a number that is none to the schema, which says what is wrong")
  func refusesWords() {
    let form = FormFields([("setting.url", "https://far.example"), ("setting.every", "soon"), ("secret.token", "s")])
    let settings = ConnectionForm.object(form, by: schema, secrets: false)
    #expect(throws: SettingsRefusal.self) {
      try schema.read(settings, secrets: ConnectionForm.object(form, by: schema, secrets: true))
    }
  }
}
