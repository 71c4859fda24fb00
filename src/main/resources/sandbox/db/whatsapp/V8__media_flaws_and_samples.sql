-- why phones cannot show a file that was taken; messages with it fail
alter table media add column flaw text;

-- samples for the headers of templates, which may come in parts; what has come is in media_piece
create table sample (
    id          text primary key,
    signature   text not null,
    app_id      text not null,
    mime        text not null,
    size        bigint not null,
    filename    text,
    content     bigint not null,
    received    bigint not null default 0,
    handle      text unique,
    expires_at  timestamptz not null
);
