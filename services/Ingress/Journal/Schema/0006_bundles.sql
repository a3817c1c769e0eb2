-- Bundles by id, with the last entry of lane 0 that brought each; what else is known of them stands in that entry.
create table bundles (
    id bytea primary key,
    escrow_id bytea not null,
    position bigint not null
);
create index bundles_escrow on bundles using hash (escrow_id);

-- What the chain told: 3 of a bundle id, 4 of an escrow id, 5 of a cancel that took effect. Of whichever ingress it came from,
-- because the chain tells once, and the same bundle may have come both ways.
create table bundle_outcomes (
    kind smallint not null,
    subject bytea not null,
    code smallint not null,
    height bigint not null,
    chain_ms bigint not null,
    primary key (kind, subject)
);

-- A submitter's own names for requests.
create table idempotency_keys (
    submitter bytea not null,
    key text not null,
    bundle bytea not null,
    primary key (submitter, key)
);
