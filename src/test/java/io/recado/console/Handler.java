package io.recado.console;

import io.recado.console.access.OpenToStrangers;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A page or an operation of the running hub, and what it asks of whoever calls it.
 *
 * @param path with its variables, such as {@code /failed/{id}}
 * @param asks the permissions that it takes, all of them; empty when a login is enough
 */
record Handler(String method, String path, Set<Permission> asks) {

    /** What a handler asks for beside the permission that it declares, because it does the work of two. */
    private static final Map<String, Permission> BESIDE = Map.of(
            "POST /settings/clinics/{clinic}/whatsapp", Permission.WHATSAPP_SETTINGS_EDIT,
            "GET /sources/{id}/rejected/{number}", Permission.SEE_SOURCES);

    /** All of the hub's own that are not open to strangers: first what reads, then what changes something. */
    static List<Handler> all(Collection<RequestMappingHandlerMapping> mappings) {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.recado."))
                .filter(entry ->
                        entry.getKey().getPatternValues().stream().noneMatch(path -> path.startsWith("/webhooks/")))
                .filter(entry -> !AnnotatedElementUtils.hasAnnotation(place(entry.getValue()), OpenToStrangers.class))
                .flatMap(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Handler::changes).thenComparing(Handler::path))
                .toList();
    }

    private static Stream<Handler> of(RequestMappingInfo info, HandlerMethod handler) {
        var declared = AnnotatedElementUtils.findMergedAnnotation(place(handler), Requires.class);
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream().map(path -> {
                    var plain = path.replaceAll(":\\[[^}]*\\}[0-9,]*}|:[^}]*}", "}");
                    var asks = EnumSet.noneOf(Permission.class);
                    if (declared != null) {
                        asks.add(declared.value());
                    }
                    if (BESIDE.containsKey(method + " " + plain)) {
                        asks.add(BESIDE.get(method + " " + plain));
                    }
                    return new Handler(method.name(), plain, asks);
                }));
    }

    /** Where the rule stands: on the method, or else on its class. */
    private static AnnotatedElement place(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PreAuthorize.class)
                ? handler.getMethod()
                : handler.getBeanType();
    }

    boolean changes() {
        return !method.equals("GET");
    }

    /** Whether it is for programs, with a token, and not for people with a browser. */
    boolean program() {
        return path.startsWith("/api/");
    }

    boolean stream() {
        return path.equals("/live");
    }

    /** Whether it is about one thing that its address names. */
    boolean ofOne() {
        return path.contains("{");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
