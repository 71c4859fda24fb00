package io.recado.sandbox.crm;

import io.recado.sandbox.crm.CrmFaults.Armed;
import java.util.List;
import java.util.Map;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Breaks the CRM's database and mends it, for tests and scripts:
 *
 * <ul>
 *   <li>{@code POST {"kind", "table"?, "column"?, "seconds"?, "times"?, "pause"?, "minutes"?}}: 201 with the fault, 204 when it is over at
 *       once. The kinds are those of {@link FaultKind}, written {@code column-renamed}
 *   <li>{@code GET}: those in force
 *   <li>{@code DELETE}, {@code DELETE /{id}}: takes all or one back
 * </ul>
 */
@RestController
@RequestMapping("/sandbox/api/crm/faults")
class FaultsApi {

    private final CrmFaults faults;

    FaultsApi(CrmFaults faults) {
        this.faults = faults;
    }

    @PostMapping
    ResponseEntity<Armed> arm(@RequestBody FaultOrder order) {
        Armed armed = faults.arm(order);
        return armed == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.CREATED).body(armed);
    }

    @GetMapping
    Map<String, List<Armed>> list() {
        return Map.of("items", faults.list());
    }

    @DeleteMapping
    ResponseEntity<Void> takeBackAll() {
        faults.takeBackAll();
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> takeBack(@PathVariable int id) {
        return faults.takeBack(id)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail senseless(IllegalArgumentException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(DataAccessException.class)
    ProblemDetail inTheWay(DataAccessException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The database does not let it happen just now: "
                        + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }
}
