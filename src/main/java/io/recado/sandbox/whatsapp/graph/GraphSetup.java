package io.recado.sandbox.whatsapp.graph;

import io.recado.sandbox.whatsapp.account.Accounts.Line;
import io.recado.sandbox.whatsapp.account.WhatsAppSettings.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What all management calls have in common: an {@link Account} or a {@link Line} among a handler's parameters is the one of the
 * path, for a token that may manage it; and every answer of the Graph API carries its headers.
 */
@Configuration(proxyBeanMethods = false)
class GraphSetup implements WebMvcConfigurer {

    private final Managed managed;

    GraphSetup(Managed managed) {
        this.managed = managed;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new OfThePath());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Headers()).addPathPatterns("/{version:v[0-9]+\\.[0-9]+}/**");
    }

    private final class OfThePath implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Account.class || parameter.getParameterType() == Line.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Map<?, ?> path = (Map<?, ?>) request.getAttribute(
                    HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            String id = path == null ? "" : String.valueOf(path.get("id"));
            String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            return parameter.getParameterType() == Account.class
                    ? managed.account(id, authorization)
                    : managed.line(id, authorization);
        }
    }

    static final class Headers implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            write(request.getRequestURI(), response);
            return true;
        }

        /** @param path which begins with the version of the Graph API */
        static void write(String path, HttpServletResponse response) {
            response.setHeader("facebook-api-version", path.substring(1, path.indexOf('/', 1)));
            response.setHeader("x-fb-trace-id", token());
            response.setHeader("x-fb-request-id", token());
        }

        private static String token() {
            return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        }
    }
}
