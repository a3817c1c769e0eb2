-- Unsigned 64-bit numbers are stored as bigint with the same bits (StoredNumber); times and heights stay below 2^63.

-- One row: the last block whose bundle matters are in the tables below.
create table chain_position (
    id        integer primary key check (id = 1),
    height    bigint not null,
    hash      bytea not null,
    chain_ms  bigint not null
);
insert into chain_position values (1, 0, ''::bytea, 0);

-- At most one row: a chain state to start from, without the window of placed transactions, which placed_blocks holds.
create table chain_snapshots (
    height   bigint primary key,
    chain_ms bigint not null,
    encoded  bytea not null
);
alter table chain_snapshots alter column encoded set storage external;

-- placed: for each transaction the rollup id, 8 bytes big-endian, and the hash, 32 bytes.
create table placed_blocks (
    height   bigint primary key,
    chain_ms bigint not null,
    placed   bytea not null
);
alter table placed_blocks alter column placed set storage external;

-- A saga each. number: the order in which they were first seen. due_ms: chain time after which its time-out is due.
create table bundles (
    correlation_id  uuid primary key,
    number          bigint generated always as identity unique,
    bundle_id       bytea not null unique,
    escrow_id       bytea not null,
    mode            smallint not null,
    not_after       bigint not null,
    state           text not null,
    reason          text,
    ordered_code    text,
    height          bigint,
    included_ms     bigint,
    deadline        bigint,
    decision_code   text,
    decision_height bigint,
    due_ms          bigint,
    changed_ms      bigint not null
);
create index bundles_by_state on bundles (state, number);
create index bundles_by_escrow on bundles (escrow_id);
create index bundles_by_due on bundles (due_ms) where due_ms is not null;
create index bundles_by_change on bundles (changed_ms);

-- hashes: the transactions' hashes, 32 bytes each; outcomes: what became of each on its rollup, a byte each, 0 for unknown.
create table bundle_legs (
    correlation_id uuid not null references bundles on delete cascade,
    leg            integer not null,
    rollup_id      bigint not null,
    hashes         bytea not null,
    outcomes       bytea not null,
    number         bigint,
    rollup_block   bytea,
    reported       boolean,
    primary key (correlation_id, leg)
);
create index bundle_legs_by_block on bundle_legs (rollup_id, number) where number is not null;

create table bundle_steps (
    correlation_id uuid not null references bundles on delete cascade,
    step           integer not null,
    event          text not null,
    state          text not null,
    reason         text,
    height         bigint not null,
    chain_ms       bigint not null,
    primary key (correlation_id, step)
);

-- Messages that were handled; a row is written together with what the message changed.
create table inbox (
    bundle_id bytea not null,
    message   text not null,
    chain_ms  bigint not null,
    primary key (bundle_id, message)
);
create index inbox_by_time on inbox (chain_ms);

-- Written together with the state it tells of, deleted once published.
create table outbox (
    id           bigint generated always as identity primary key,
    bundle_id    bytea not null,
    payload      bytea not null,
    trace_parent text
);
