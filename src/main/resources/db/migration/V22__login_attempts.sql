-- How often somebody tried to come in lately, for all nodes together. Rows are dropped when their time is over.

create table login_attempt (
    key   text        primary key,
    count integer     not null,
    since timestamptz not null
);
create index login_attempt_since on login_attempt (since);
comment on column login_attempt.key is 'an address, or the SHA-256 of a name: people type passwords into the wrong field';
