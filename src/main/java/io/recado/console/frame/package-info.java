/** What is around every page and what pages are built of: menu, language, look, icons, tables, the words for times and codes. */
@NullMarked
package io.recado.console.frame;

import org.jspecify.annotations.NullMarked;
