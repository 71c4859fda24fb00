-- Who did or looked at what. Entries are only ever added.

create table audit_entry (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    who     text        not null,
    kind    text        not null check (kind in ('person', 'program')),
    address text,
    action  text        not null,
    clinic  text,
    subject text        not null,
    details jsonb       not null
);
comment on column audit_entry.who is 'the name of an account, or token:<name>';
comment on column audit_entry.address is 'where the request came from';
comment on column audit_entry.clinic is 'null for what belongs to no clinic';
comment on column audit_entry.details is 'ids and codes, nothing personal';

-- newest first, under each of the filters
create index audit_entry_at on audit_entry (at desc, id desc);
create index audit_entry_who on audit_entry (who, at desc, id desc);
create index audit_entry_action on audit_entry (action, at desc, id desc);
create index audit_entry_clinic on audit_entry (clinic, at desc, id desc);
create index audit_entry_subject on audit_entry (subject, at desc, id desc);

create function audit_entry_stays() returns trigger language plpgsql as $$
begin
    raise exception 'Entries of the audit log are neither changed nor deleted.';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_stays();
