/**
 * Tells open pages which appointments have news, on whatever node it happened. What the news is, pages ask by their own addresses, which
 * ask who may see it.
 */
@NullMarked
package io.recado.console.live;

import org.jspecify.annotations.NullMarked;
