package io.recado.console.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets handlers declare {@link Requires the permission} they ask for, and take the {@link Viewer} as an argument. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class ViewerArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    static {
        // it is no parameter of the request
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Viewer.class);
    }

    /** Fills in the permission of {@link Requires}. */
    @Bean
    static AnnotationTemplateExpressionDefaults permissionsInExpressions() {
        return new AnnotationTemplateExpressionDefaults();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Viewer.class;
    }

    /** Null for a stranger, whom only {@link OpenToStrangers} lets so far. */
    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof ViewerToken token
                ? token.getPrincipal()
                : null;
    }
}
