-- The journal of one validator. Rows are inserted before anything about them is sent and never changed after;
-- every transaction first asks require_fence whether its process is still the one voter (R19).

create table journal (
  only_row  boolean     primary key default true check (only_row),
  network   bytea       not null,
  validator bytea       not null,
  fence     bigint      not null,
  created   timestamptz not null default now()
);

-- Bodies with the own acknowledgement: arrival time and signature.
create table batches (
  epoch     bigint not null,
  digest    bytea  not null,
  arrival   bigint not null,
  not_after bigint not null,
  signature bytea  not null,
  body      bytea  not null,
  primary key (digest, epoch)
);
-- Bodies are signed transactions: compressing them costs more than it saves.
alter table batches alter column body set storage external;
create index batches_by_not_after on batches (not_after);

create table proposals (
  epoch     bigint not null,
  view      bigint not null,
  block     bytea  not null,
  signature bytea  not null,
  primary key (epoch, view)
);

create table votes (
  epoch bigint   not null,
  view  bigint   not null,
  kind  smallint not null,
  vote  bytea    not null,
  primary key (epoch, view, kind)
);

-- Final blocks without bodies; digests name the batches in their order.
create table final_blocks (
  height    bigint  primary key,
  epoch     bigint  not null,
  view      bigint  not null,
  hash      bytea   not null,
  timestamp bigint  not null,
  digests   bytea[] not null,
  block     bytea   not null
);

-- What each block placed, for the window of the state (R9): kept for W, then deleted.
create table placed (
  height       bigint primary key,
  timestamp    bigint not null,
  transactions bytea  not null
);
alter table placed alter column transactions set storage external;

create table snapshots (
  height bigint primary key,
  state  bytea  not null
);

create table watermarks (
  name   text   primary key,
  height bigint not null
);

create function require_fence(expected bigint) returns void language plpgsql as $$
begin
  -- The shared lock holds until commit: a later process takes its fence only after this transaction is over,
  -- so what it then reads is all there will ever be of this one.
  perform 1 from journal where fence = expected for share;
  if not found then
    raise exception 'fence % is not the current one', expected using errcode = 'SQ001';
  end if;
end $$;
