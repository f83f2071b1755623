-- Ask for the targets of a file (one a line: path, then perhaps an entity tag) at random; print the outcome as JSON.
local targets = {}

function init(args)
    math.randomseed(20201101)
    for line in io.lines(args[1]) do
        local path, tag = line:match("^(%S+)\t?(.*)$")
        local headers = {}
        if args[2] ~= "identity" then headers["Accept-Encoding"] = args[2] end
        if tag ~= "" then headers["If-None-Match"] = tag end
        targets[#targets + 1] = wrk.format("GET", path, headers)
    end
end

function request()
    return targets[math.random(#targets)]
end

function done(summary, latency, _)
    local failed = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.1f, "p99": %.1f, "failed": %d}\n',
        summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
        failed.connect + failed.read + failed.write + failed.status + failed.timeout
    ))
end
