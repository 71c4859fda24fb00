package io.recado.sandbox.crm;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.support.RequestContextUtils;

/** What the database refuses is told on a page: a table that is locked on the page of the faults, anything else where it was tried. */
@ControllerAdvice(basePackageClasses = DeskTrouble.class)
class DeskTrouble {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    String tell(Exception trouble, HttpServletRequest request) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(trouble);
        boolean locked = cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
        String[] path = request.getRequestURI().split("/", -1);
        boolean reading = request.getMethod().equals("GET");
        RequestContextUtils.getOutputFlashMap(request)
                .put(locked ? "locked" : "problem", String.valueOf(cause.getMessage()));
        return locked || reading || path.length < 3 ? "redirect:/crm/fallos" : "redirect:/crm/" + path[2];
    }
}
