package io.recado.sandbox;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Field;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.coyote.ActionCode;

/** Breaks a connection in the middle of a request, as networks do. */
public final class Connections {

    private Connections() {}

    /** Closes the socket without an answer. */
    public static void drop(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        try {
            // Tomcat offers no public way to leave a request without any answer
            Field field = RequestFacade.class.getDeclaredField("request");
            field.setAccessible(true);
            ((Request) field.get(inner)).getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Tomcat keeps its request elsewhere; connections cannot be broken", e);
        }
    }
}
