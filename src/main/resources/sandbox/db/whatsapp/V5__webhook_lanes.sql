-- A lane is who is told about: a business number's id, or an account's for what concerns no number alone.
alter table webhook rename column phone_number_id to lane;
alter table webhook alter column wamid drop not null;
alter table webhook add column field text not null default 'messages';
