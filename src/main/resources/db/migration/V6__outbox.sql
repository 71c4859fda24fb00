-- The ledger. What was ordered never changes once it has left and carries the indexes that people search by; how far it has come changes
-- half a dozen times per message and is kept apart in narrow rows with few indexes, so that a step costs the same in a ledger of millions.

create table message (
    id uuid primary key,                -- version 7: ids grow with time, so a page of messages is a range of ids
    rule text not null,
    subject text not null,
    version text not null,
    clinic text not null,
    channel text not null,
    to_phone text not null,
    content jsonb not null,
    nonce text not null unique,
    constraint message_order unique (subject, rule, version)
);

create index message_clinic on message (clinic, id);

create table delivery (
    id uuid primary key references message,
    channel text not null,
    status text not null check (status in ('planned', 'queued', 'sending', 'in_doubt', 'accepted', 'sent', 'delivered', 'read',
                                           'failed', 'revoked', 'expired')),
    reason text,                        -- why it was revoked or expired
    priority smallint not null,         -- 0 leaves first
    due_at timestamptz not null,        -- not before; after a refusal, not before the next try
    useful_until timestamptz not null,
    attempts integer not null default 0,
    wamid text,                         -- WhatsApp's id of the latest try that it accepted
    spent_wamids text[],                -- of earlier tries that failed afterwards: their late news is no news
    planned_at timestamptz not null,
    queued_at timestamptz,
    sending_at timestamptz,
    settle_after timestamptz,
    accepted_at timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    read_at timestamptz,
    ended_at timestamptz,
    failure_code integer,
    failure_class text
);

create index delivery_status on delivery (status, id);
create index delivery_wamid on delivery (wamid) where wamid is not null;
create index delivery_due on delivery (priority, due_at) where status = 'planned';
create index delivery_queued on delivery (queued_at) where status = 'queued';
create index delivery_sending on delivery (sending_at) where status = 'sending';
create index delivery_in_doubt on delivery (settle_after) where status = 'in_doubt';

-- Append only.
create table message_event (
    number bigint generated always as identity,
    message_id uuid not null references message,
    at timestamptz not null,
    status text not null,
    detail text                         -- a reason or a code, nothing personal
);

create index message_event_message on message_event (message_id, number);

create table message_attempt (
    message_id uuid not null references message,
    number integer not null,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    outcome text not null check (outcome in ('accepted', 'refused', 'not_sent', 'unknown')),
    wamid text,
    code integer,
    title text,
    details text,
    trace text
);

create index message_attempt_message on message_attempt (message_id, number);

-- What waits for people. Rows are closed, never deleted.
create table failed_message (
    id bigint generated always as identity primary key,
    message_id uuid not null references message,
    failed_at timestamptz not null,
    class text not null,
    code integer not null,
    title text not null,
    details text,
    trace text,
    resolved_at timestamptz,
    resolution text
);

create unique index failed_message_open on failed_message (message_id) where resolved_at is null;
