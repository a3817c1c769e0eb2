-- hashes: the transaction hashes of the block, 32 bytes each, in order. Unsigned 64-bit numbers are stored as bigint with the same bits (StoredNumber). Encoded blocks are incompressible:
-- EXTERNAL saves the attempt.

create table blocks (
    height  bigint primary key,
    hash    bytea not null,
    encoded bytea not null
);
alter table blocks alter column encoded set storage external;

create table rollup_blocks (
    rollup_id bigint not null,
    number    bigint not null,
    height    bigint not null,
    timestamp bigint not null,
    size      integer not null,
    hashes    bytea not null,
    proof     bytea not null,
    primary key (rollup_id, number)
);
alter table rollup_blocks alter column hashes set storage external;
alter table rollup_blocks alter column proof set storage external;
create index rollup_blocks_by_time on rollup_blocks (timestamp);

-- hash_prefix: the first eight bytes of the transaction hash, big-endian.
create table transactions (
    hash_prefix bigint not null,
    rollup_id   bigint not null,
    number      bigint not null,
    place       integer not null
);
create index transactions_by_hash on transactions (hash_prefix);

-- One row: the newest stored chain state, without the window of placed transactions, which rollup_blocks holds.
create table chain_snapshots (
    height    bigint primary key,
    timestamp bigint not null,
    encoded   bytea not null
);
alter table chain_snapshots alter column encoded set storage external;
