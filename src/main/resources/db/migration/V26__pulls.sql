-- The last pulls of each source and lane, for people who want to see how reading goes; older ones are deleted as new ones come.

create table source_pull (
    id         bigint generated always as identity primary key,
    source     text        not null,
    lane       text        not null check (lane in ('FAST', 'SLOW')),
    started_at timestamptz not null,
    ended_at   timestamptz not null,
    outcome    text        not null check (outcome in ('ok', 'doubtful', 'failed')),
    records    integer     not null,  -- taken or rejected
    detail     text                   -- why it failed or was not believed; no person
);

create index source_pull_of on source_pull (source, lane, id);
create index appointment_doubtful on appointment (starts_at) where time_doubtful;
