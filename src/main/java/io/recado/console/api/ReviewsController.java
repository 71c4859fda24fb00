package io.recado.console.api;

import io.recado.clinic.Clinic;
import io.recado.clinic.Clinics;
import io.recado.console.access.Permission;
import io.recado.console.access.Requires;
import io.recado.console.access.Viewer;
import io.recado.console.failed.FailedDesk;
import io.recado.recovery.Review;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApiConfiguration.ROOT + "/failed/reviews")
@Requires(Permission.SEE_MESSAGES)
@Tag(name = "Failed messages")
class ReviewsController {

    private static final int DAYS = 14;

    private final FailedDesk desk;
    private final Clinics clinics;
    private final Parameters parameters;
    private final Bodies bodies;
    private final Clock clock;

    ReviewsController(FailedDesk desk, Clinics clinics, Parameters parameters, Bodies bodies, Clock clock) {
        this.desk = desk;
        this.clinics = clinics;
        this.parameters = parameters;
        this.bodies = bodies;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "Who has looked through the failed messages, the latest first")
    Page<ReviewView> reviews(
            @Parameter(description = "since this day; two weeks ago by default")
                    @RequestParam(required = false)
                    @Nullable
                    String since,
            Viewer viewer) {
        var wish = Parameters.given(since);
        var day = wish == null
                ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS)
                : day(wish);
        return Page.whole(desk.reviews(viewer, day).stream().map(ReviewView::of).toList());
    }

    @PostMapping
    @Requires(Permission.HANDLE_FAILED)
    @Operation(
            summary = "Note that you have looked through the failed messages of a clinic today",
            description = "Without a clinic, of all that you see.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = ReviewWish.class)))
    Page<ReviewView> reviewed(@RequestBody(required = false) @Nullable String body, Viewer viewer) {
        var clinic = parameters.clinic(bodies.read(body, ReviewWish.class).clinic(), viewer);
        var which = clinic == null ? clinics.all().stream().map(Clinic::id).toList() : List.of(clinic);
        return Page.whole(
                desk.reviewed(viewer, which).stream().map(ReviewView::of).toList());
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw Refusal.parameter("since", text, "a date such as 2026-11-24");
        }
    }

    /** Which clinic's. */
    @Schema(name = "ReviewWish")
    record ReviewWish(@Nullable String clinic) {}

    /** Somebody has looked. */
    @Schema(name = "Review")
    record ReviewView(String clinic, LocalDate day, String by, Instant at) {

        static ReviewView of(Review review) {
            return new ReviewView(review.clinic().value(), review.day(), review.by(), review.at());
        }
    }
}
