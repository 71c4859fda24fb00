-- What the broker gave up on, taken from dead.letters. Bodies may be personal: they are shown to nobody and sent back whole.

create table dead_letter (
    id          bigint generated always as identity primary key,
    broker_id   text        not null unique, -- the broker's id of it: a letter that is taken twice is kept once
    queue       text        not null,        -- where it lay before; '' when the broker does not say
    arrived_at  timestamptz not null,
    properties  jsonb       not null,
    body_text   text,
    body_bytes  bytea,
    state       text        not null check (state in ('waiting', 'retried', 'discarded')),
    handled_at  timestamptz,
    handled_by  text,
    reason      text
);
create index dead_letter_waiting on dead_letter (id) where state = 'waiting';
