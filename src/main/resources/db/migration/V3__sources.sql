-- How far each source has been read, by which node, and what could not be taken.

create table source_lane (
    source          text        not null,
    lane            text        not null check (lane in ('FAST', 'SLOW')),
    next_due_at     timestamptz,                     -- null: now
    last_attempt_at timestamptz,
    last_success_at timestamptz,
    failures        integer     not null default 0,  -- in a row
    last_error      text,                            -- a code and ids, no person
    doubt           text,                            -- why the last window read was not believed; null when it was
    records         integer     not null default 0,  -- of the last pull that ended well
    marks           jsonb       not null default '[]', -- what the source called its state, and when the hub stored that
    run             bigint      not null default 0,  -- counts pulls
    last_count      integer,                         -- things that the last believed window read saw
    primary key (source, lane)
);

-- Only one node at a time pulls a source: whoever holds its lease. Its end is reckoned by the database's clock, which all nodes share.
create table source_lease (
    source  text        primary key,
    holder  text        not null,
    ends_at timestamptz not null
);

-- What the window read under way has seen so far.
create table source_seen (
    source      text   not null,
    external_id text   not null,
    run         bigint not null,
    primary key (source, external_id)
);

create table rejected_record (
    id            bigint generated always as identity primary key,
    source        text        not null,
    type          text        not null,
    external_id   text        not null,
    reason        text        not null,
    detail        text        not null,              -- where and which rule, no value of a person
    payload       jsonb       not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    times         integer     not null default 1,
    resolved_at   timestamptz,
    unique (source, type, external_id)
);
create index rejected_record_open on rejected_record (id) where resolved_at is null;
