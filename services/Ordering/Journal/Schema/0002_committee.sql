-- What a validator among others must not forget: whole proposals, also those it voted for; the
-- certificates of views that are not final; bodies it needs for a block and does not acknowledge; that it may have voted before this journal
-- was made (R19); proofs of misbehaviour.

alter table journal add column abstaining boolean not null default false;

alter table batches alter column arrival drop not null;
alter table batches alter column signature drop not null;

-- Proposals of a committee of one: the vote in the same view stands beside each and says all that is needed.
drop table proposals;
create table proposals (
  epoch    bigint not null,
  view     bigint not null,
  hash     bytea  not null,
  proposal bytea  not null,
  primary key (epoch, view)
);
alter table proposals alter column proposal set storage external;

-- Any quorum's votes of a kind in a view are as good as another's: the first certificate is kept.
create table certificates (
  epoch       bigint   not null,
  view        bigint   not null,
  kind        smallint not null,
  hash        bytea    not null,
  certificate bytea    not null,
  primary key (epoch, view, kind)
);

create table evidence (
  number   bigint      generated always as identity primary key,
  digest   bytea       not null unique,
  found    timestamptz not null default now(),
  evidence bytea       not null
);
