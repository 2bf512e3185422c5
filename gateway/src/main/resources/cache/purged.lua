-- Reads when a tag was purged last; a script, as a plain read may be answered by a replica that lags behind.
-- KEYS[1] the tag.
return redis.call('GET', KEYS[1])
