-- Which block of a rollup's node ends which rollup block; number 0 is the node's chain before the first one.
create table driven_blocks (
    rollup_id   bigint not null,
    number      bigint not null,
    node_number bigint not null,
    node_hash   bytea not null,
    primary key (rollup_id, number)
);

-- Outbox: written together with the cursor, deleted once published.
create table execution_reports (
    id           bigint generated always as identity primary key,
    payload      bytea not null,
    trace_parent text
);
