-- Searches for one device after the other, each of which about fifty tickets speak of. The token comes in as the first
-- argument, how many devices there are as the second.

local token, devices, number = nil, 1, 0

function init(arguments)
  token, devices = arguments[1], tonumber(arguments[2])
end

function request()
  -- Not in the order in which the tickets lie.
  number = (number + 7919) % devices
  return wrk.format("GET", wrk.path .. (1000000 + number), { ["Authorization"] = "Bearer " .. token })
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
