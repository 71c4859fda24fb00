-- Files of messages. Their bytes are cut into pieces, so that a large one is never whole in memory, and several media may share
-- the same bytes: what one person sends to two businesses has two ids.

create sequence media_content;

create table media (
    id              text primary key,
    phone_number_id text,
    origin          text not null check (origin in ('uploaded', 'received', 'fetched')),
    mime            text not null,
    sha256          text not null,
    size            bigint not null,
    filename        text,
    animated        boolean not null,
    content         bigint not null,
    link            text,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    deleted         boolean not null default false
);
create index media_of_link on media using hash (link) where link is not null;

create table media_piece (
    content bigint not null,
    n       int not null,
    bytes   bytea not null,
    primary key (content, n)
);
-- pictures, sound and film are compressed already
alter table media_piece alter column bytes set storage external;
