-- A transaction is looked up by its hash alone: whoever asks for a receipt need not know the lane.
create index held_hash on held using hash (hash);
create index refusals_hash on refusals using hash (hash);
