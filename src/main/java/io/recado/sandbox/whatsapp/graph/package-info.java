/** The Cloud API's addresses. */
@NullMarked
package io.recado.sandbox.whatsapp.graph;

import org.jspecify.annotations.NullMarked;
