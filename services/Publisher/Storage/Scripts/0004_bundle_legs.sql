-- Legs of execution bundles, written with the block that includes them, until a while after the deadline of their decision.
-- succeeded: how the node executed the leg, moved together with the driver's cursor; null before, or when the node lost it.
-- report: what was signed, written before it is sent, and never again.
create table bundle_legs (
    bundle_id    bytea not null,
    leg          smallint not null,
    escrow_id    bytea not null,
    rollup_id    bigint not null,
    number       bigint not null,
    rollup_block bytea not null,
    first_place  integer not null,
    transactions integer not null,
    escrow       bytea not null,
    lock         bytea not null,
    deadline     bigint not null,
    succeeded    boolean,
    report       bytea,
    primary key (bundle_id, leg)
);
create index bundle_legs_by_block on bundle_legs (rollup_id, number);
create index bundle_legs_by_deadline on bundle_legs (deadline);
