-- What was said about an appointment long ago is still part of its story.
create index archived_message_subject on archived_message ((message ->> 'subject'));
