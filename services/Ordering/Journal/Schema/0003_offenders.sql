-- Who misbehaved: proofs are bounded for each offender, so that none of them fills the room for all. Those found before count
-- against nobody.

alter table evidence add column offender bytea not null default ''::bytea;
create index evidence_by_offender on evidence (offender);
