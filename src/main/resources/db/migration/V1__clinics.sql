-- What the people of a clinic may switch and set. No row means: as it comes, version 0.

create table clinic_settings (
    clinic     text        primary key,
    may_send   boolean     not null default true,
    version    bigint      not null,
    changed_at timestamptz not null
);

create table reminder_settings (
    clinic       text        primary key,
    enabled      boolean     not null,
    days_before  smallint    not null check (days_before between 0 and 30),
    send_at      time        not null,
    template     text        not null,
    late_booking text        not null check (late_booking in ('SKIP', 'NOW', 'AFTER_10_MIN')),
    version      bigint      not null,
    changed_at   timestamptz not null
);
comment on column reminder_settings.send_at is 'on the clinic''s own clock';
