package io.recado.platform;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The routes that a module has because of what the configuration lists: one for each source, channel and so on, made from a template in
 * {@code routes/}. Provide it as a bean; a route that cannot be made stops the start.
 */
public interface ConfiguredRoutes {

    /**
     * The parameters of kamelets, by the id of the route that a kamelet is called with ({@code kamelet:name/id}). A kamelet finds them under that
     * id, so that no secret is ever part of an endpoint's address.
     */
    Map<String, Properties> kameletParameters();

    List<RouteFromTemplate> routes();

    /** @param template id of a route template in {@code routes/} */
    record RouteFromTemplate(String template, String routeId, Map<String, Object> parameters) {}
}
