/** Recado: connects the agendas of clinics and CRMs to WhatsApp. */
@NullMarked
package io.recado;

import org.jspecify.annotations.NullMarked;
