-- Forgets what there is of an address, and what was asked for until now.
-- KEYS[1] the address; ARGV: milliseconds that an answer may take.
local time = redis.call('TIME')
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'gone', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
