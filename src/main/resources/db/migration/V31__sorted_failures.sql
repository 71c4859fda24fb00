-- A list of failures is read page by page in the order of one of its columns; by clinic and by time there are indexes already.
create index failed_message_waiting_by_code on failed_message (code, failed_at, id) where resolved_at is null;
create index failed_message_waiting_by_rule on failed_message (rule, failed_at, id) where resolved_at is null;
create index failed_message_handled_by_code on failed_message (code, failed_at, id) where resolved_at is not null;
create index failed_message_handled_by_rule on failed_message (rule, failed_at, id) where resolved_at is not null;
