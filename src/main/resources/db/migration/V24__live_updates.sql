-- Pages ask once a second what is new. The history of messages only grows at its end, so the smallest of indexes finds the end of it and
-- costs the sending next to nothing; decisions to send show up there too, and need no index of their own.
create index message_event_latest on message_event using brin (number) with (pages_per_range = 16, autosummarize = on);
create index decision_latest on decision (decided_at) where outcome <> 'send';

create index answer_of_appointment on answer (appointment, answered_at) where appointment is not null;
