/** What people and businesses said to each other, recorded into a file, and played back as a test. */
@NullMarked
package io.recado.sandbox.whatsapp.scenario;

import org.jspecify.annotations.NullMarked;
