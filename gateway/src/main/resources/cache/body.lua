-- Reads the body of an answer.
-- KEYS[1] the address; ARGV: name of the answer, its times. Returns nothing where another answer is in its place.
if redis.call('HGET', KEYS[1], ARGV[1] .. '.times') ~= ARGV[2] then return false end
return redis.call('HGET', KEYS[1], ARGV[1] .. '.body')
