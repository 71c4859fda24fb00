-- Webhooks that came while the broker was away, until they are in its queues.

create table inbound_waiting (
    id          bigint generated always as identity primary key,
    receipt     uuid        not null unique,
    channel     text        not null,
    received_at timestamptz not null,
    raw         bytea       not null,
    kept_at     timestamptz not null
);

comment on table inbound_waiting is 'Webhooks that the broker could not take; empty unless it is away';

-- What people did about webhooks that could not be read. The webhook stays; only its state changes.

alter table inbound_payload drop constraint inbound_payload_state_check;
alter table inbound_payload add constraint inbound_payload_state_check
    check (state in ('reading', 'read', 'partial', 'rejected', 'discarded'));

create table inbound_payload_action (
    id      bigint generated always as identity primary key,
    payload bigint      not null references inbound_payload,
    at      timestamptz not null,
    by      text        not null,
    action  text        not null check (action in ('retry', 'discard')),
    outcome text        not null,
    reason  text
);

create index inbound_payload_action_payload on inbound_payload_action (payload, id);

comment on column inbound_payload_action.outcome is 'The state of the webhook afterwards';
comment on column inbound_payload_action.reason is 'Why it was discarded in the words of who did, or what was still wrong with it';

-- Payloads are people's words and are not kept for ever.

alter table inbound_payload alter column raw drop not null;
comment on column inbound_payload.raw is 'Null once it was older than recado.inbound.keep';

create index inbound_payload_age on inbound_payload (received_at) where raw is not null;
create index inbound_message_payload on inbound_message (payload);
