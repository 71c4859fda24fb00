-- What came in from WhatsApp, as it came and as it was understood.

create table inbound_payload (
    id          bigint generated always as identity primary key,
    receipt     uuid        not null unique,
    channel     text        not null,
    received_at timestamptz not null,
    raw         bytea       not null,
    state       text        not null check (state in ('reading', 'read', 'partial', 'rejected')),
    reason      text,
    read_at     timestamptz not null
);

comment on table inbound_payload is 'Every webhook that was signed by WhatsApp, byte for byte: evidence, and the way back after a mistake of ours';
comment on column inbound_payload.receipt is 'Given when the webhook was accepted; the queue delivering it again brings the same one';
comment on column inbound_payload.reason is 'What could not be understood; set when state is partial or rejected';

create index inbound_payload_trouble on inbound_payload (id) where state in ('partial', 'rejected');

create table inbound_message (
    channel  text        not null,
    wamid    text        not null,
    wa_id    text,
    user_id  text,
    type     text        not null,
    body     text,
    reply_to text,
    sent_at  timestamptz not null,
    seen_at  timestamptz not null,
    payload  bigint      not null references inbound_payload,
    primary key (channel, wamid)
);

comment on table inbound_message is 'Each message of a patient once. A row of type unsupported gives way to the real message with the same wamid';
comment on column inbound_message.body is 'A text''s words or a tapped button''s title; the rest of a message is in its payload';

create index inbound_message_of_number on inbound_message (channel, wa_id, sent_at desc);
create index inbound_message_of_user on inbound_message (channel, user_id, sent_at desc) where user_id is not null;

create table service_window (
    channel         text        not null,
    sender          text        not null,
    last_inbound_at timestamptz not null,
    primary key (channel, sender)
);

comment on table service_window is 'The patient''s last message: free text may be sent for 24 h from then. A sender with a number and a user id has a row for each';
comment on column service_window.sender is 'A wa_id''s digits, or a business-scoped user id such as ES.1349';

create table answer (
    id          bigint generated always as identity primary key,
    channel     text        not null,
    wamid       text        not null,
    sender      text        not null,
    kind        text        not null,
    appointment bigint,
    message     uuid,
    answered_at timestamptz not null,
    unique (channel, wamid)
);

comment on table answer is 'What the hub made of each message of a patient; one row per message';
comment on column answer.message is 'The ledger''s message whose button was tapped';

-- of two taps on the same button only one can win, whatever else goes wrong
create unique index answer_once on answer (message, kind) where kind in ('confirmed', 'cancelled', 'rescheduling');
create index answer_of_sender on answer (channel, sender, answered_at desc);
