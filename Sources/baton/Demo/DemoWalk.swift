/// A walk of `curl` lines that hands a ticket down two levels and back.
struct DemoWalk {
  let desks: DemoDesks
  let url: String

  var text: String {
    let tokens = desks.desks.map { "\($0.slug.uppercased())=\($0.token)" }.joined(separator: "\n")
    return """
      A walk: paste it, a paragraph at a time, into another shell.

      B=\(url)/api/v1
      \(tokens)
      call() { curl -s -H "Authorization: Bearer $1" -H "Content-Type: application/json" "${@:2}"; echo; }

      # Acme opens a ticket and hands it to Fieldworks. The handoff's id is the same at both desks.
      N=$(call $ACME $B/tickets -d '{"subject":"Chiller 4 trips at noon","description":"Breaker F7.","priority":"high"}' |
        jq -r .number)
      H1=$(call $ACME $B/tickets/$N/handoffs -d '{"partnership":"\(desks.partnerships[0])","message":"Please go on site."}' |
        jq -r .id)

      # Fieldworks looks, accepts, and hands it on to Sparks.
      T1=$(call $FIELDWORKS $B/handoffs/$H1 | jq -r .ticket.number)
      call $FIELDWORKS $B/handoffs/$H1/accept -d '{}'
      H2=$(call $FIELDWORKS $B/tickets/$T1/handoffs -d '{"partnership":"\(desks.partnerships[1])"}' | jq -r .id)

      # Sparks accepts, says something to everybody in the chain, and completes.
      T2=$(call $SPARKS $B/handoffs/$H2 | jq -r .ticket.number)
      call $SPARKS $B/handoffs/$H2/accept -d '{"eta":"2030-01-07T09:00:00Z"}'
      call $SPARKS $B/tickets/$T2/comments -d '{"body":"Contactor is burnt, replacing it.","audience":"partner"}'
      call $SPARKS $B/handoffs/$H2/complete -d '{"resolution":{"code":"fixed","text":"New contactor."}}'

      # Fieldworks completes upwards; Acme sees the comment, the resolution and its own words for the status.
      call $FIELDWORKS $B/handoffs/$H1/complete -d '{"resolution":{"code":"fixed","text":"Contactor replaced."},"minutes":50}'
      call $ACME $B/tickets/$N/comments | jq '.items[] | {body, author}'
      call $ACME $B/tickets/$N | jq '{status, resolution, holder}'
      call $ACME $B/handoffs/$H1/confirm -d '{}'

      """
  }
}
