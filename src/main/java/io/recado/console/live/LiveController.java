package io.recado.console.live;

import io.recado.console.access.RequiresLogin;
import io.recado.console.access.Viewer;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream that every page listens to: a sign of life and, for whoever may see the agenda, the numbers of their clinics' appointments that
 * have news. Nothing about anybody.
 */
@Controller
@RequiresLogin
class LiveController {

    private final LiveChanges changes;

    LiveController(LiveChanges changes) {
        this.changes = changes;
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> listen(Viewer viewer) {
        Optional<SseEmitter> emitter = changes.listen(viewer);
        return emitter.map(open -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        // a proxy that gathers would hold the news back
                        .header("X-Accel-Buffering", "no")
                        .body(open))
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
    }
}
