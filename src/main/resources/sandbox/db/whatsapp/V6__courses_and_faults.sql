-- When what happens to a business's message happens: known when it is accepted, so that nothing has to be written when it does.
alter table message
    add column sent_at            timestamptz,
    add column delivered_at       timestamptz,
    add column read_at            timestamptz,
    add column failed_at          timestamptz,
    add column failure_details    text,
    -- whether it counts towards the messaging limit
    add column outside_window     boolean not null default false,
    -- what it costs when it is delivered
    add column price_model        text,
    add column price_type         text,
    add column price_category     text,
    add column market             text,
    add column price              numeric(12, 6),
    add column currency           text,
    add column conversation       text,
    add column conversation_until timestamptz;

update message
   set sent_at = case when status in ('sent', 'delivered', 'read') then at end,
       delivered_at = case when status in ('delivered', 'read') then at end,
       read_at = case when status = 'read' then at end,
       failed_at = case when failure is not null then at end
 where direction = 'outbound';

-- a status is put into words when it is told: only other changes are stored as such
alter table webhook alter column change drop not null;
-- whether it goes out in one batch with all others that are
alter table webhook add column bulk boolean not null default false;

-- failures that somebody ordered; whom they strike is null for all
create table fault (
    id              bigint generated always as identity primary key,
    account         text,
    phone_number_id text,
    wa_id           text,
    kind            text not null,
    -- how often it still strikes; null for ever
    times           integer,
    -- how many of the messages it strikes, from 0 to 1
    rate            double precision not null default 1,
    created_at      timestamptz not null
);
