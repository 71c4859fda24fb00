-- When nobody is written to, by clinic and kind of message. No row means: as it comes, version 0.
create table quiet_hours (
    clinic     text        not null,
    kind       text        not null check (kind in ('REMINDER', 'WAITING_LIST', 'CAMPAIGN')),
    quiet      boolean     not null,
    from_time  time        not null,
    to_time    time        not null,
    version    bigint      not null,
    changed_at timestamptz not null,
    primary key (clinic, kind)
);
comment on table quiet_hours is 'on the recipient''s own clock';

-- How each channel stands with WhatsApp, as it was last told.
create table channel_standing (
    channel         text        primary key,
    display_number  text,                 -- digits of the number, by which some webhooks name it
    quality         text        not null check (quality in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
    messaging_limit text,                 -- in WhatsApp's words, such as TIER_2K; the whole business's
    throughput      text,                 -- STANDARD, HIGH
    restricted      boolean     not null default false,
    restricted_until timestamptz,         -- null while restricted: until WhatsApp says otherwise
    spam_until      timestamptz,          -- WhatsApp complained of spam (131048): no marketing before this
    told_at         timestamptz not null
);

-- What a try used, and what came after it was accepted. Tries only grow in time, so a coarse index finds those of the last day.
alter table message_attempt add column channel text;
alter table message_attempt add column reported_at timestamptz;
create index message_attempt_ended on message_attempt using brin (ended_at) with (pages_per_range = 16, autosummarize = on);

-- What is due is looked for by channel, since a channel may have enough on its queue or hold back some kinds.
drop index delivery_due;
create index delivery_due on delivery (channel, priority, due_at) where status = 'planned';
