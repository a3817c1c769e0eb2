-- A refusal concerns one entry and not the transaction for ever: position 0 is what was held in vain.
alter table refusals add column position bigint not null default 0;
update refusals r set position = e.position
from (select lane, hash, max(position) as position from entries group by lane, hash) e
where e.lane = r.lane and e.hash = r.hash;
alter table refusals alter column position drop default;
alter table refusals drop constraint refusals_pkey, add primary key (lane, hash, position);
