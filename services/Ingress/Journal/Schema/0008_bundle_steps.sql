-- What happens to bundles is numbered in the order in which it became known here, so that whoever has seen a step can ask for
-- those after it: a number is never taken back, nor given again.
create sequence bundle_steps;

-- Each entry of lane 0 that brought a bundle, the same one again after it was ordered in vain; dropped: when that was known.
alter table bundles drop constraint bundles_pkey, add primary key (position),
    add column number bigint not null default nextval('bundle_steps'), add column dropped bigint;
create index bundles_id on bundles using hash (id);
update bundles b set dropped = nextval('bundle_steps')
from entries e join refusals r on r.lane = e.lane and r.hash = e.hash and r.position = e.position
where e.lane = 0 and e.position = b.position;

alter table bundle_outcomes add column number bigint not null default nextval('bundle_steps');
