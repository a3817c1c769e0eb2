-- What nodes told of rollup blocks that the sagas are yet to be told of; deleted together with what it changed. payload: the message.
create table executions (
    id        bigint generated always as identity primary key,
    rollup_id bigint not null,
    number    bigint not null,
    payload   bytea not null
);
