-- Notes that what carries a tag and was asked for until now is of no use.
-- KEYS[1] the tag; ARGV: milliseconds after which nothing of that is there any more.
local time = redis.call('TIME')
redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), 'PX', ARGV[1])
return 1
