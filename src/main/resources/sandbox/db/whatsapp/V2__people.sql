-- What a person is called besides the number, and what a business number and a person are to each other.

alter table phone
    add column username     text,
    add column hides_number boolean not null default false,
    -- grows when the person's encryption keys change, as with a new device
    add column identity     integer not null default 0;

create table acquaintance (
    phone_number_id   text not null,
    wa_id             text not null,
    blocked           boolean not null default false,
    blocks            boolean not null default false,
    marketing_stopped boolean not null default false,
    -- when the business last wrote to the phone number of somebody who hides it
    number_used_at    timestamptz,
    ad_clicked_at     timestamptz,
    ad_answered_at    timestamptz,
    primary key (phone_number_id, wa_id)
);
