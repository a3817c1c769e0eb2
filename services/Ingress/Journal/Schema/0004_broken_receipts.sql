-- Receipts whose deadline passed without order or rejection, in the order found. They stay, whatever becomes of the entry.
create table broken_receipts (
    number bigint generated always as identity primary key,
    lane bigint not null,
    position bigint not null,
    found timestamptz not null default now(),
    unique (lane, position)
);
