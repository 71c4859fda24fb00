-- Texts, silence, and what the rules decided.

create table template (
    name       text        not null check (name ~ '^[a-z0-9_]+$' and length(name) <= 512),
    language   text        not null,
    category   text        not null check (category in ('UTILITY', 'MARKETING')),
    status     text        not null check (status in ('ACTIVE', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED')),
    body       text        not null,
    tokens     text[]      not null,
    buttons    jsonb       not null default '[]',
    changed_at timestamptz not null default now(),
    primary key (name, language)
);
comment on column template.language is 'WhatsApp''s code, such as es or pt_BR';
comment on column template.tokens is 'what fills {{1}}, {{2}} … of the body, in this order';

insert into template (name, language, category, status, body, tokens, buttons)
select name || variant.suffix, language, 'UTILITY', 'ACTIVE', body, tokens,
       case when variant.suffix = '' then (buttons::jsonb - 2) else buttons::jsonb end
from (values
    ('recordatorio_cita', 'es',
     'Hola {{1}}, te recordamos tu cita en {{2}} el {{3}} a las {{4}} con {{5}}: {{6}}. ¿Podrás venir?',
     '{FIRST_NAME,CLINIC_NAME,DAY,HOUR,PROFESSIONAL,SERVICES}'::text[],
     '[{"action":"confirm","title":"Confirmar"},{"action":"cancel","title":"Cancelar"},{"action":"reschedule","title":"Reagendar"}]'),
    ('recordatorio_cita', 'en',
     'Hello {{1}}, this is a reminder of your appointment at {{2}} on {{3}} at {{4}} with {{5}}: {{6}}. Will you come?',
     '{FIRST_NAME,CLINIC_NAME,DAY,HOUR,PROFESSIONAL,SERVICES}'::text[],
     '[{"action":"confirm","title":"Confirm"},{"action":"cancel","title":"Cancel"},{"action":"reschedule","title":"Reschedule"}]'),
    ('recordatorio_cita', 'pt_BR',
     'Olá {{1}}, lembramos a sua consulta em {{2}} na {{3}} às {{4}} com {{5}}: {{6}}. Você poderá vir?',
     '{FIRST_NAME,CLINIC_NAME,DAY,HOUR,PROFESSIONAL,SERVICES}'::text[],
     '[{"action":"confirm","title":"Confirmar"},{"action":"cancel","title":"Cancelar"},{"action":"reschedule","title":"Remarcar"}]')
) as standard (name, language, body, tokens, buttons)
cross join (values (''), ('_reagendar')) as variant (suffix);

insert into template (name, language, category, status, body, tokens, buttons) values
    ('visita_inmobiliaria', 'es', 'UTILITY', 'ACTIVE',
     'Hola {{1}}, te recordamos tu visita a {{2}} el {{3}} a las {{4}} con {{5}}. ¿Nos confirmas?',
     '{FIRST_NAME,CLINIC_NAME,DAY,HOUR,PROFESSIONAL}',
     '[{"action":"confirm","title":"Confirmar"},{"action":"cancel","title":"Cancelar"}]');

-- A person is a phone number here: whoever shares it shares its silence.
create table opt_out (
    id     bigint      generated always as identity primary key,
    clinic text,
    phone  text        not null,
    kind   text        not null check (kind in ('ALL', 'MARKETING')),
    reason text        not null check (reason in ('ASKED', 'CHANNEL', 'STAFF', 'SOURCE')),
    at     timestamptz not null,
    unique nulls not distinct (phone, clinic, kind)
);
comment on column opt_out.clinic is 'null: the whole organisation';

create table muted (
    id     bigint      generated always as identity primary key,
    clinic text,
    phone  text        not null,
    at     timestamptz not null,
    unique nulls not distinct (phone, clinic)
);
comment on column muted.clinic is 'null: the whole organisation';

-- Whom a rule looks at again, and when. A row that waits for nothing has no look_at, and is not in the index that planning reads.
create table rule_candidate (
    rule    text        not null,
    subject text        not null,
    clinic  text        not null,
    starts  timestamptz not null,
    since   timestamptz not null,
    seen    timestamptz,
    look_at timestamptz,
    primary key (rule, subject)
);
comment on column rule_candidate.starts is 'when what it is about happens; afterwards a changed setting changes nothing';
comment on column rule_candidate.since is 'since when it is known to happen then';
comment on column rule_candidate.seen is 'the state of the mirror that was decided on';
create index rule_candidate_due on rule_candidate (rule, look_at, subject) where look_at is not null;
create index rule_candidate_coming on rule_candidate (rule, clinic, starts);

-- What was decided last about each version of each subject, and what had been decided before.
create table decision (
    rule       text        not null,
    subject    text        not null,
    version    text        not null,
    outcome    text        not null check (outcome in ('send', 'defer', 'skip')),
    reason     text        not null,
    until      timestamptz,
    decided_at timestamptz not null,
    facts      jsonb       not null,
    primary key (subject, rule, version),
    check ((outcome = 'defer') = (until is not null))
);

create table decision_history (
    id         bigint      generated always as identity primary key,
    rule       text        not null,
    subject    text        not null,
    version    text        not null,
    outcome    text        not null,
    reason     text        not null,
    until      timestamptz,
    decided_at timestamptz not null,
    facts      jsonb       not null
);
create index decision_history_subject on decision_history (subject, id);
