-- The journal of one ingress. 64-bit unsigned values (lane, nonce, sequence) are stored as the bigint with the
-- same bits. Times are milliseconds: *_ms by the wall clock, *_chain_ms in chain time.
create table writer (
    only_one boolean primary key default true check (only_one),
    fence bigint not null,
    last_group bigint not null
);
insert into writer (fence, last_group) values (0, 0);

-- Accepted for good, in the order of acceptance; position has no gap within a lane. Never updated.
create table entries (
    lane bigint not null,
    position bigint not null,
    hash bytea not null,
    sender bytea not null,
    nonce bigint not null,
    received_ms bigint not null,
    deadline_chain_ms bigint not null,
    raw bytea not null,
    primary key (lane, position)
);
-- A hash index holds four bytes per row whatever the key, which keeps random inserts cheap.
create index entries_hash on entries using hash (hash);

-- Waiting for a nonce gap to close: no promise yet.
create table held (
    lane bigint not null,
    hash bytea not null,
    sender bytea not null,
    nonce bigint not null,
    received_ms bigint not null,
    raw bytea not null,
    primary key (lane, hash)
);

-- Everything needed to send a batch again, byte for byte.
create table batches (
    lane bigint not null,
    sequence bigint not null,
    digest bytea not null,
    predecessor bytea not null,
    predecessor_not_after_chain_ms bigint not null,
    created_chain_ms bigint not null,
    not_after_chain_ms bigint not null,
    from_position bigint not null,
    to_position bigint not null,
    signature bytea not null,
    certified_chain_ms bigint,
    height bigint,
    block_chain_ms bigint,
    expired boolean not null default false,
    primary key (lane, sequence)
);
create index batches_range on batches (lane, to_position);
create index batches_expired on batches (lane, from_position) where expired;
create index batches_open on batches (lane, sequence) where height is null and not expired;

-- Why a transaction left the ladder.
create table refusals (
    lane bigint not null,
    hash bytea not null,
    outcome smallint not null,
    reason text not null,
    refused_ms bigint not null,
    primary key (lane, hash)
);

-- What the rollup did with it, when that is more than running: 2 reverted, 3 skipped.
create table executions (
    lane bigint not null,
    hash bytea not null,
    outcome smallint not null,
    reason text,
    primary key (lane, hash)
);

-- Entries up to this position are executed: their senders' nonces can be asked from the node.
create table execution_marks (
    lane bigint primary key,
    position bigint not null
);

-- The last final block that was searched for own batches.
create table chain_position (
    only_one boolean primary key default true check (only_one),
    network bytea not null,
    height bigint not null,
    hash bytea not null,
    block_chain_ms bigint not null,
    view bigint not null
);

-- The registry operations of the final chain, whoever sent them: replayed at start, so that a restart needs nobody.
create table registry_operations (
    height bigint not null,
    place int not null,
    operation bytea not null,
    primary key (height, place)
);

create function journal_fence(expected bigint, number bigint) returns void language plpgsql as $$
begin
    update writer set last_group = number where fence = expected;
    if not found then
        raise exception 'another process writes this journal' using errcode = 'SQ001';
    end if;
end $$;
