-- Keeps an answer, unless its address was forgotten after it was asked for, or one that was asked for later is there.
-- KEYS[1] the address; ARGV: name of the answer, when it was asked for by the clock of this server, milliseconds for
-- which it is of use, head, body, most answers of an address, milliseconds that an answer may take.
-- Returns: 1 where it is kept.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local name, asked, life, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[6])
local known = redis.call('HMGET', KEYS[1], 'gone', name .. '.times')
if tonumber(known[1] or '0') >= asked or now - asked > tonumber(ARGV[7]) then return 0 end
if known[2] and tonumber(string.match(known[2], '^%d+ (%d+)')) > asked then return 0 end
redis.call('HSET', KEYS[1], name .. '.times', string.format('%.0f %.0f %.0f', now, asked, now + life),
  name .. '.head', ARGV[4], name .. '.body', ARGV[5])
local answers = {}
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  local other = string.match(field, '^(.*)%.times$')
  if other then
    local at = string.match(redis.call('HGET', KEYS[1], field), '^(%d+)')
    answers[#answers + 1] = {name = other, at = tonumber(at)}
  end
end
table.sort(answers, function(one, other) return one.at > other.at end)
for place = most + 1, #answers do
  local old = answers[place].name
  redis.call('HDEL', KEYS[1], old .. '.times', old .. '.head', old .. '.body')
end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(life, redis.call('PTTL', KEYS[1]))))
return 1
