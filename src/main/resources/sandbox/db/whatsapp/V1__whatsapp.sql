-- Phones of people, and what was said on them. Times are instants; wa_id is digits without a plus sign.

create table phone (
    wa_id       text primary key,
    number      text not null,
    name        text not null,
    user_id     text not null unique,
    created_at  timestamptz not null default now()
);

create table message (
    id              bigint generated always as identity primary key,
    wamid           text not null unique,
    phone_number_id text not null,
    wa_id           text not null,
    direction       text not null check (direction in ('outbound', 'inbound')),
    type            text not null,
    text            text not null,
    view            jsonb not null,
    category        text not null,
    opaque          text,
    status          text not null,
    failure         text,
    seen            boolean not null default false,
    at              timestamptz not null
);
create index message_of_phone on message (wa_id, id);
create index message_unseen on message (wa_id) where not seen;

-- when a person last wrote to a number: the service window is open for 24 hours from then
create table service_window (
    phone_number_id text not null,
    wa_id           text not null,
    opened_at       timestamptz not null,
    primary key (phone_number_id, wa_id)
);

-- what still has to be told; a row goes when it was answered with 200
create table webhook (
    id              bigint generated always as identity primary key,
    phone_number_id text not null,
    wamid           text not null,
    status          text,
    change          text not null,
    due_at          timestamptz not null,
    attempts        int not null default 0,
    created_at      timestamptz not null
);
create index webhook_due on webhook (phone_number_id, due_at, id);

create table template (
    id               bigint primary key,
    waba             text not null,
    name             text not null,
    language         text not null,
    category         text not null,
    status           text not null,
    parameter_format text not null default 'POSITIONAL',
    components       jsonb not null,
    unique (waba, name, language)
);

create table counter (
    name  text primary key,
    value bigint not null
);
