package io.recado.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.WholeHub;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Nobody forgets to say who may use a page or an operation of the REST interface. */
@WholeHub
class HandlersAskForAPermissionIT {

    /** Whoever writes another one here shows nothing of a patient and changes nothing. */
    private static final Set<String> OPEN = Set.of("/login", "/error");

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    @Test
    void everyHandlerSaysWhatItAsksFor() {
        assertThat(handlers()).isNotEmpty().allSatisfy((where, handler) -> assertThat(
                        guard(handler, PreAuthorize.class))
                .as("%s of %s asks for a permission: @Requires, @RequiresLogin or @OpenToStrangers", where, handler)
                .isTrue());
    }

    @Test
    void onlyTheLoginAndErrorsAreOpenToStrangers() {
        var open = new TreeSet<String>();
        handlers().forEach((where, handler) -> {
            if (guard(handler, OpenToStrangers.class)) {
                open.addAll(where.getPatternValues());
            }
        });

        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @Test
    void whatChangesSomethingAsksForMoreThanALogin() {
        handlers().forEach((where, handler) -> {
            boolean reads = Set.of(org.springframework.web.bind.annotation.RequestMethod.GET)
                    .equals(where.getMethodsCondition().getMethods());
            boolean own = OPEN.containsAll(where.getPatternValues())
                    || where.getPatternValues().stream().allMatch(path -> path.startsWith("/account"));
            assertThat(reads || own || guard(handler, Requires.class))
                    .as("%s of %s changes something and asks for a permission", where, handler)
                    .isTrue();
        });
    }

    private Map<RequestMappingInfo, HandlerMethod> handlers() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("io.recado."))
                // what comes in there proves itself by its signature
                .filter(handler ->
                        handler.getKey().getPatternValues().stream().noneMatch(path -> path.startsWith("/webhooks/")))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean guard(HandlerMethod handler, Class<? extends java.lang.annotation.Annotation> annotation) {
        return Stream.of(handler.getMethod(), handler.getBeanType())
                .anyMatch(place -> AnnotatedElementUtils.hasAnnotation(place, annotation));
    }
}
