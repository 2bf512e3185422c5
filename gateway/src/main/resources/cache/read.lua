-- Reads what there is of an address.
-- KEYS[1] the address.
-- Returns: the time in milliseconds; the body, where there is one answer only; then of each answer its name, its times
-- (kept, asked for, of no use from) and its head.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = {}
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  local name = string.match(field, '^(.*)%.times$')
  if name then
    local kept = redis.call('HMGET', KEYS[1], field, name .. '.head')
    if tonumber(string.match(kept[1], '(%d+)$')) > now then
      found[#found + 1] = name
      found[#found + 1] = kept[1]
      found[#found + 1] = kept[2]
    end
  end
end
local body = false
if #found == 3 then body = redis.call('HGET', KEYS[1], found[1] .. '.body') end
return {now, body, unpack(found)}
