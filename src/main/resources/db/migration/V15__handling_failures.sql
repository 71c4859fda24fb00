-- Failed messages as people look for them, and what they did about each. Nothing is deleted: a failure is closed with who, when and how.

alter table failed_message add column clinic text;
alter table failed_message add column rule text;
alter table failed_message add column resolved_by text; -- an account or token; null when the hub itself closed it

update failed_message f set clinic = m.clinic, rule = m.rule from message m where m.id = f.message_id;

alter table failed_message alter column clinic set not null;
alter table failed_message alter column rule set not null;

create index failed_message_waiting on failed_message (failed_at, id) where resolved_at is null;
create index failed_message_waiting_of_clinic on failed_message (clinic, failed_at, id) where resolved_at is null;
create index failed_message_handled on failed_message (failed_at, id) where resolved_at is not null;
create index failed_message_handled_of_clinic on failed_message (clinic, failed_at, id) where resolved_at is not null;
create index failed_message_of on failed_message (message_id, id);

-- Append only. The note is what somebody typed about a patient: it is shown to who may see the message, and nowhere else.
create table failed_action (
    id bigint generated always as identity primary key,
    failed_message bigint not null references failed_message on delete cascade,
    event bigint not null,              -- the entry of message_event that it goes with
    at timestamptz not null,
    by_whom text not null,
    action text not null check (action in ('resent', 'phone_corrected', 'contacted', 'discarded')),
    means text check (means in ('phone', 'email')),
    note text
);

create index failed_action_of on failed_action (failed_message, id);
create index failed_action_event on failed_action (event);

-- Who has looked through the failed messages of a clinic, once for each person and day of the clinic.
create table failure_review (
    clinic text not null,
    day date not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (clinic, day, by_whom)
);
