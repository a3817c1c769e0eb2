-- Per sender the newest transactions that bundles brought to a lane's rollup and that it is not known to have executed: nonces from
-- from_nonce up to next_nonce. The position was the lane's last one when they were ordered. Gone when they are executed.
create table legs (
    lane bigint not null,
    sender bytea not null,
    from_nonce bigint not null,
    next_nonce bigint not null,
    last_hash bytea not null,
    after_position bigint not null,
    primary key (lane, sender)
);
