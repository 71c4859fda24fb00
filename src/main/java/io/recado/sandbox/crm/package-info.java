/**
 * A CBR-style CRM of a property sales room: a database that clients read and write with SQL ({@code sandbox/crm/statements.sql}), pages
 * under {@code /crm} on which people look at it and change it, and faults that break it on demand.
 */
@NullMarked
package io.recado.sandbox.crm;

import org.jspecify.annotations.NullMarked;
