-- Who may come in. Secrets are kept as hashes only: what is stored here opens nothing.

create table user_account (
    id               bigint generated always as identity primary key,
    name             text        not null unique,
    password_hash    text        not null,
    created          timestamptz not null,
    password_changed timestamptz not null
);

create table api_token (
    id        bigint generated always as identity primary key,
    name      text        not null unique,
    hash      bytea       not null unique check (octet_length(hash) = 32),
    created   timestamptz not null,
    last_used timestamptz
);
comment on column api_token.hash is 'SHA-256 of the token';
comment on column api_token.last_used is 'to the minute';
