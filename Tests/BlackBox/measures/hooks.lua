-- Sends webhooks, each with a comment of its own on one of some tickets. The secret comes in as the first argument, how many
-- tickets there are as the second.

local secret, tickets, number, thread = nil, 1, 0, 0

function setup(each)
  thread = thread + 1
  each:set("place", thread)
end

function init(arguments)
  secret, tickets = arguments[1], tonumber(arguments[2])
  math.randomseed(place)
  begun = os.time()
end

function request()
  number = number + 1
  local event = string.format("%d-%d-%d", begun, place, number)
  local body = string.format(
    '{"event":{"id":"%s"},"ticket":{"id":"T%d"},"comments":[{"id":"%s","text":"It burns again, on floor %d.",' ..
    '"public":true,"author":"Frank"}]}', event, math.random(tickets), event, number)
  return wrk.format("POST", nil, { ["X-Secret"] = secret, ["Content-Type"] = "application/json" }, body)
end

-- What the measurement reads: one line of JSON.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
