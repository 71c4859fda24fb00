-- What people search by, found by index however many patients there are. Only what every PostgreSQL has: no extension need be allowed.

-- Small letters without accents; whatever is neither letter nor digit parts words. What it costs is said, so that nobody's search reads all
-- patients in the hope of meeting the first few soon. It calls nothing of ours: while PostgreSQL looks after indexes, it knows no such names.
create function words_of(words text) returns tsvector
    language plpgsql immutable strict parallel safe cost 5000
    as $$ begin
        return to_tsvector('pg_catalog.simple'::regconfig, regexp_replace(
            regexp_replace(normalize(lower(words), nfd), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));
    end $$;

create index patient_words on patient using gin (words_of(first_name || ' ' || last_name));

-- numbers from their beginning, and by their last digits, as they are read aloud
create index patient_phone_start on patient (phone text_pattern_ops) where phone is not null;
create index patient_phone_end on patient (reverse(phone) text_pattern_ops) where phone is not null;

create index appointment_external on appointment (external_id text_pattern_ops);

-- whether somebody was ever at a clinic
create index appointment_patient_clinic on appointment (patient, clinic);
