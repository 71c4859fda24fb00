-- what becomes of a template beside its status: reasons, quality, pauses, and what happens to it next and when
alter table template add column life jsonb not null default '{}';

-- names of deleted templates that cannot be used again yet; the language is * when all languages went
create table template_block (
    waba          text not null,
    name          text not null,
    language      text not null,
    blocked_until timestamptz not null,
    primary key (waba, name, language)
);

-- calls that are counted against a limit of hours or days
create table tally (
    subject text not null,
    kind    text not null,
    at      timestamptz not null
);
create index tally_of on tally (subject, kind, at);
