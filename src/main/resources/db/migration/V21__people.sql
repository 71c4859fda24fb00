-- People with roles and clinics, and tokens with a scope.

create table role (
    id          bigint generated always as identity primary key,
    name        text    not null unique,
    ours        boolean not null,
    everything  boolean not null default false,
    permissions text[]  not null,
    version     integer not null default 1
);
comment on column role.ours is 'one that came with the hub; its name is a key of the messages, and it is never deleted';
comment on column role.everything is 'also what the hub learns tomorrow; such a role is never changed, so nobody is locked out';

insert into role (name, ours, everything, permissions) values
    ('administrator', true, true, '{}'),
    ('clinic-manager', true, false, '{SEE_AGENDA,SEE_MESSAGES,SEE_CHATS,HANDLE_FAILED,CORRECT_PHONES,SEE_SOURCES,SEE_CHANNELS,WHATSAPP_SETTINGS_EDIT,WHATSAPP_SETTINGS_SAVE}'),
    ('receptionist', true, false, '{SEE_AGENDA,SEE_MESSAGES,SEE_CHATS,HANDLE_FAILED,CORRECT_PHONES}'),
    ('operator', true, false, '{SEE_AGENDA,SEE_MESSAGES,HANDLE_FAILED,SEE_SOURCES,MANAGE_SOURCES,SEE_CHANNELS,MANAGE_CHANNELS,OPERATIONS}'),
    ('auditor', true, false, '{SEE_SOURCES,SEE_CHANNELS,SEE_AUDIT}');

-- whoever had an account so far could do everything
alter table user_account
    add role        bigint references role,
    add clinics     text[],
    add active      boolean not null default true,
    add must_change boolean not null default false,
    add given_hash  text,
    add issuer      text,
    add subject     text,
    add last_login  timestamptz,
    add version     integer not null default 1,
    alter password_hash drop not null,
    alter password_changed drop not null,
    add unique (issuer, subject),
    add check ((issuer is null) = (subject is null));
update user_account set role = (select id from role where everything);
alter table user_account alter role set not null;
create index user_account_role on user_account (role);
comment on column user_account.clinics is 'null: all, those of tomorrow too';
comment on column user_account.password_hash is 'null: comes in through another system only';
comment on column user_account.given_hash is 'of the password that the environment gave last, so that it replaces a changed one only when it is another';
comment on column user_account.issuer is 'the OpenID Connect server that vouches for subject';

alter table api_token
    add everything  boolean not null default false,
    add permissions text[]  not null default '{}',
    add clinics     text[],
    add expires     timestamptz,
    add revoked     timestamptz,
    add made_by     text;
update api_token set everything = true;
comment on column api_token.clinics is 'null: all, those of tomorrow too';
comment on column api_token.made_by is 'name of the account; null: the environment, or the first start';
