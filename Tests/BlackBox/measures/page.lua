-- Reads a page as somebody who is signed in. The cookie comes in as the first argument.

local cookie

function init(arguments)
  cookie = arguments[1]
end

function request()
  return wrk.format("GET", nil, { ["Cookie"] = cookie, ["Accept"] = "text/html" })
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
