package io.recado.console.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/**
 * The permission that a handler asks for; on a class, each of its handlers that names no other. Whoever lacks it gets a 403, as a page or
 * as {@code application/problem+json}. Which clinics they see is another question: the handler asks its {@link Viewer}.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAuthority('{value}')")
public @interface Requires {

    Permission value();
}
