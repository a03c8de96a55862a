-- Creates tickets, each with a subject of its own. The token comes in as the first argument.

local token, number, thread = nil, 0, 0

function setup(each)
  thread = thread + 1
  each:set("place", thread)
end

function init(arguments)
  token = arguments[1]
end

function request()
  number = number + 1
  local body = string.format(
    '{"subject":"Printer %d-%d is on fire","description":"It burns since this morning, on the second floor.",' ..
    '"priority":"high","type":"incident","tags":["printer","fire"]}', place, number)
  return wrk.format("POST", nil, { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }, body)
end

-- What the measurement reads: one line of JSON.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
