-- Which node sends through a channel, and until when; whoever finds it run out takes it. By the database's clock.
create table channel_lease (
    channel text primary key,
    node text not null,
    until timestamptz not null
);

-- Channels that WhatsApp has closed until people act. Their messages stay where they are; rows are closed, never deleted.
create table channel_park (
    id bigint generated always as identity primary key,
    channel text not null,
    since timestamptz not null,
    code integer not null,
    title text not null,
    details text,
    trace text,
    probe_at timestamptz not null,      -- when one message may try whether the trouble is over
    resumed_at timestamptz,
    resumed_by text                     -- a person's name, or 'probe'
);

create unique index channel_park_open on channel_park (channel) where resumed_at is null;
