-- A patient's number as somebody at the clinic corrected it. It is used instead of the source's until the source's own number changes.

alter table patient add column phone_corrected boolean not null default false;
alter table patient add column source_phone text; -- while corrected: what the source's own number reads as; null when it cannot be dialled

create table phone_correction (
    id       bigint generated always as identity primary key,
    patient  bigint      not null references patient,
    at       timestamptz not null,
    by_whom  text        not null,
    before   text,
    after    text        not null,
    ended_at timestamptz            -- since then the source has another number, and that one counts
);
create index phone_correction_by_patient on phone_correction (patient, id);

-- Commands about a patient, beside those about an appointment.

alter table write_back alter column appointment drop not null;
alter table write_back add column patient bigint;
alter table write_back add column clinic text;
alter table write_back add constraint write_back_subject check ((appointment is null) <> (patient is null));
alter table write_back drop constraint write_back_kind_check;
alter table write_back add constraint write_back_kind_check check (kind in ('confirm', 'cancel', 'move', 'set-phone'));

update write_back w set clinic = a.clinic from appointment a where a.id = w.appointment;

comment on column write_back.clinic is 'Whose business it is; null for a command of before this column whose appointment is gone';

create index write_back_of_patient on write_back (patient, seq) where patient is not null;

-- What people did stays when the failure itself goes to the archive.
alter table failed_action drop constraint if exists failed_action_failed_message_fkey;
