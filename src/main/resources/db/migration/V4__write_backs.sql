-- What the hub wants outside systems to do, one row for each command, until it is done or somebody has to look.

create table write_back (
    id             uuid primary key,
    seq            bigint generated always as identity,
    source         text        not null,
    appointment    bigint      not null,
    external_id    text        not null,
    kind           text        not null check (kind in ('confirm', 'cancel', 'move')),
    command        jsonb       not null,
    source_version text,
    state          text        not null
        check (state in ('waiting', 'queued', 'sending', 'done', 'conflict', 'failed')),
    attempts       int         not null default 0,
    ordered_at     timestamptz not null,
    next_at        timestamptz not null,
    give_up_at     timestamptz not null,
    changed_at     timestamptz not null,
    error          text
);

comment on table write_back is 'Commands to outside systems; commands of one appointment leave one after the other, in the order of seq';
comment on column write_back.command is 'What the source''s kamelet gets, without the version';
comment on column write_back.source_version is 'The state of the appointment at its source that the command speaks of';
comment on column write_back.give_up_at is 'No attempt after this; the appointment''s start, or a little after the order when that is later';

create index write_back_open on write_back (source, next_at) where state in ('waiting', 'queued', 'sending');
create index write_back_of_appointment on write_back (appointment, seq);
create index write_back_trouble on write_back (seq) where state in ('conflict', 'failed');

create table write_back_event (
    id         bigint generated always as identity primary key,
    write_back uuid        not null references write_back on delete cascade,
    at         timestamptz not null,
    state      text        not null,
    detail     text
);

comment on table write_back_event is 'The life of each command: what happened to it, when, and what the source said';

create index write_back_event_of on write_back_event (write_back, id);
