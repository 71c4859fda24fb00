/** A CBR-style CRM for property sales: a database of its own, which others read and write with SQL, and a page to change it by hand. */
@NullMarked
package io.recado.sandbox.crm;

import org.jspecify.annotations.NullMarked;
