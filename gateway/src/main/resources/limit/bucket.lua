-- Takes tokens from a bucket, as many as there are and at most as many as wanted.
-- KEYS[1] the bucket; ARGV: capacity, milliseconds in which it fills, tokens wanted.
-- Returns: tokens taken, tokens left, milliseconds until there is one again.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local capacity, fill, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or capacity, tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * capacity / fill)
local taken = math.min(wanted, math.floor(tokens))
tokens = tokens - taken
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], fill)
local pause = 0
if taken == 0 then pause = math.ceil((1 - tokens) * fill / capacity) end
return {taken, math.floor(tokens), pause}
