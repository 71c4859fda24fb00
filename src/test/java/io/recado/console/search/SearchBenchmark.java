package io.recado.console.search;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.platform.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long search takes among a million patients with two million appointments: the median and the slowest twentieth, for each kind of
 * question, for somebody who sees every clinic and for somebody who sees one of fifty. {@code -Dbench.patients} changes the size.
 */
class SearchBenchmark {

    private static final int PATIENTS = Integer.getInteger("bench.patients", 1_000_000);
    private static final int ROUNDS = 40;
    private static final List<String> QUESTIONS = List.of(
            "mar",
            "maria",
            "maria garcia",
            "mar gar",
            "begoña muñoz lop",
            "xirgu77",
            "nobodyhasthisname",
            "600 123 456",
            "600 12",
            "3456",
            "C-123456-1");

    @Test
    void searchesAMillionPatients() throws SQLException {
        var database = TestDatabase.fresh();
        Multitude.fill(database, PATIENTS);
        var finder = new Finder(JdbcClient.create(database), Clock.systemUTC());
        say("bench  search among %d patients", PATIENTS);
        for (var scope : List.of(ClinicScope.everywhere(), ClinicScope.of(new ClinicId("clinic-7")))) {
            for (var question : QUESTIONS) {
                measure(finder, question, scope);
            }
        }
    }

    private static void measure(Finder finder, String typed, ClinicScope scope) {
        var question = Question.of(typed);
        var times = new ArrayList<Long>();
        var count = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            count = finder.find(question, scope, Set.of(34), true, 5).count();
            times.add(System.nanoTime() - start);
        }
        Collections.sort(times);
        var slow = times.get(ROUNDS * 95 / 100);
        say(
                "bench  %-20s %-11s p50 %6.1f ms  p95 %6.1f ms  %d found",
                typed, scope.all() ? "everywhere" : "one clinic", times.get(ROUNDS / 2) / 1e6, slow / 1e6, count);
    }

    @SuppressWarnings({"SystemOut", "AnnotateFormatMethod"}) // the screen is meant
    private static void say(String text, Object... values) {
        System.out.println(String.format(text, values));
    }
}
