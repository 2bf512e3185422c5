-- Whose place in the family's histories whoever comes by the invite takes; null for anybody.
alter table invite add column placeholder_id uuid;
