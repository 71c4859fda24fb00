-- The mirror of every connected agenda. What a row says is the source's; the hub adds its own ids, what it saw when, and what patients answered
-- until the source says so too.

create table patient (
    id                bigint generated always as identity primary key,
    source            text        not null,
    external_id       text        not null,
    first_name        text        not null,
    last_name         text        not null,
    country           text        not null,          -- of the clinic that the person was first seen at: the prefix of numbers without one
    phone_raw         text,
    phone             text,                          -- E.164, or null and a problem
    phone_problem     text,
    email             text,
    birth_date        date,
    language          text,
    service_consent   boolean,                       -- null: the source does not say
    marketing_consent boolean,
    fingerprint       text        not null,
    first_seen_at     timestamptz not null,
    changed_at        timestamptz not null,
    unique (source, external_id),
    check ((phone is null) <> (phone_problem is null))
);
create index patient_by_phone on patient (phone) where phone is not null;

create table appointment (
    id                bigint generated always as identity primary key,
    source            text        not null,
    external_id       text        not null,
    clinic            text        not null,
    starts_at         timestamptz not null,
    minutes           integer     not null check (minutes > 0),
    time_doubtful     boolean     not null default false, -- a local time that does not exist, or exists twice, in its zone
    status            text        not null,          -- what the hub goes by
    source_status     text        not null,          -- what the source last said
    answered          boolean     not null default false, -- status is a patient's answer that the source has not spoken about yet
    absences          smallint    not null default 0, -- complete window reads in a row that did not have it
    source_version    text,
    source_changed_at timestamptz,
    patient           bigint      not null references patient,
    professional_id   text,
    professional_name text,
    services          jsonb       not null default '[]',
    room              text,
    fingerprint       text        not null,
    first_seen_at     timestamptz not null,
    changed_at        timestamptz not null,
    unique (source, external_id),
    check ((professional_id is null) = (professional_name is null))
);
create index appointment_by_clinic on appointment (clinic, starts_at, id);
create index appointment_by_start on appointment (starts_at, id);
create index appointment_by_patient on appointment (patient, starts_at, id);
create index appointment_by_source on appointment (source, starts_at);

-- What happened to an appointment, for people who ask why. No person in it: before and after name times, status and ids.
create table appointment_change (
    id          bigint generated always as identity primary key,
    appointment bigint      not null references appointment on delete cascade,
    at          timestamptz not null,
    kind        text        not null,
    before      jsonb,
    after       jsonb       not null
);
create index appointment_change_by_appointment on appointment_change (appointment, id);
