package io.recado.source;

import io.recado.agenda.AgendaRecord;

/** What became of one record of a page when it was read. */
sealed interface Reading {

    String type();

    /** The source's id; of a record without one, a hash of what it says. */
    String externalId();

    /** It can be mirrored. */
    record Sound(String type, AgendaRecord record) implements Reading {

        @Override
        public String externalId() {
            return record.externalId();
        }
    }

    /**
     * It cannot.
     *
     * @param named whether it could be told which thing of the source it is about
     */
    record Unsound(String type, String externalId, boolean named, RejectionReason reason, String detail)
            implements Reading {}
}
