package io.recado.console.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all operations under {@code /api/v1} share. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info = @Info(title = "Recado", version = "v1", description = """
                                What the hub knows about agendas, messages and answers.

                                Lists are `{"items": […], "next": "cursor or null"}`; send `next` as `cursor` to get what follows. \
                                Times are UTC. Errors are `application/problem+json` and name the parameter that was wrong."""),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(
        name = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The token that the hub printed at its first start, or RECADO_API_TOKEN")
class ApiConfiguration implements WebMvcConfigurer {

    static final String ROOT = "/api/v1";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).addPathPatterns(ROOT + "/**");
    }
}
