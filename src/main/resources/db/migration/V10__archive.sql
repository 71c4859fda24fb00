-- Messages that ended long ago, out of the way of those that are on their way. A row holds whatever the ledger knew of its message, as the
-- rows were: columns that a later migration adds to them need no change here.
create table archived_message (
    id uuid primary key,
    nonce text not null,                -- an old button still says whose it was
    archived_at timestamptz not null,
    message jsonb not null,
    delivery jsonb not null,
    events jsonb not null,              -- rows of message_event, oldest first
    attempts jsonb not null,
    failures jsonb not null,
    actions jsonb not null              -- what people did about its failures: rows of failed_action
);

create index archived_message_nonce on archived_message (nonce);
