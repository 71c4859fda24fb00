-- Every entry of a message's history locked its order once more, and wrote that lock to disk, to learn that a row is there which the same
-- statement had just changed. Entries are only ever written together with a step of their message.

alter table message_event drop constraint if exists message_event_message_id_fkey;
alter table message_attempt drop constraint if exists message_attempt_message_id_fkey;
