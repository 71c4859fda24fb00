package io.recado.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.support.PluginHelper;
import org.springframework.stereotype.Component;

/** The files of kamelets, for people who want to see what a route does. Camel reads the same files from the same places. */
@Component("kamelets")
public class Kamelets {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final CamelContext camel;

    Kamelets(CamelContext camel) {
        this.camel = camel;
    }

    /** The kamelet of this name, as its file is now; empty when there is none. */
    public Optional<Kamelet> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        var places = camel.getComponent("kamelet", KameletComponent.class)
                .getLocation()
                .split(",");
        for (var place : places) {
            var text = read(place.strip() + "/" + name + ".kamelet.yaml");
            if (text.isPresent()) {
                return text.map(found -> new KameletFile(found).read(name));
            }
        }
        return Optional.empty();
    }

    private Optional<String> read(String place) {
        var file = PluginHelper.getResourceLoader(camel).resolveResource(place);
        if (!file.exists()) {
            return Optional.empty();
        }
        try (var content = file.getInputStream()) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("The kamelet at %s exists and cannot be read".formatted(place), e);
        }
    }
}
