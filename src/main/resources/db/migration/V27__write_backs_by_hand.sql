-- What people do about commands that their source did not take: try again, or lay aside.

alter table write_back drop constraint write_back_state_check;
alter table write_back add constraint write_back_state_check
    check (state in ('waiting', 'queued', 'sending', 'done', 'conflict', 'failed', 'discarded'));
