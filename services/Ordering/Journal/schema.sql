-- The journal of one validator. Rows are inserted before anything about them is sent and never changed after;
-- every transaction first asks require_fence whether its process is still the one voter (R19).

create table if not exists journal (
  only_row   boolean     primary key default true check (only_row),
  format     integer     not null,
  network    bytea       not null,
  validator  bytea       not null,
  fence      bigint      not null,
  created    timestamptz not null default now()
);

create table if not exists batches (
  epoch           bigint not null,
  digest          bytea  not null,
  not_after       bigint not null,
  acknowledgement bytea  not null,
  body            bytea  not null,
  primary key (epoch, digest)
);
-- Bodies are signed transactions: compressing them costs more than it saves.
alter table batches alter column body set storage external;

create table if not exists proposals (
  epoch bigint not null,
  view  bigint not null,
  block bytea  not null,
  primary key (epoch, view)
);

create table if not exists votes (
  epoch bigint   not null,
  view  bigint   not null,
  kind  smallint not null,
  vote  bytea    not null,
  primary key (epoch, view, kind)
);

create table if not exists final_blocks (
  height    bigint  primary key,
  hash      bytea   not null,
  timestamp bigint  not null,
  digests   bytea[] not null,
  block     bytea   not null
);

create table if not exists snapshots (
  height bigint primary key,
  state  bytea  not null
);

create table if not exists watermarks (
  name   text   primary key,
  height bigint not null
);

create or replace function require_fence(expected bigint) returns void language plpgsql as $$
begin
  -- The shared lock holds until commit: a later process takes its fence only after this transaction is over,
  -- so what it then reads is all there will ever be of this one.
  perform 1 from journal where fence = expected for share;
  if not found then
    raise exception 'fence % is not the current one', expected using errcode = 'SQ001';
  end if;
end $$;
