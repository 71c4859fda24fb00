package io.recado.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.configuration.ClinicId;
import io.recado.configuration.ClinicScope;
import io.recado.console.search.Finds.PatientFind;
import io.recado.platform.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search as people type, among thirty thousand patients of fifty clinics. */
class FinderIT {

    private static final Set<Integer> SPAIN = Set.of(34);
    private static final ClinicScope EVERYWHERE = ClinicScope.everywhere();

    private static JdbcClient jdbc;
    private static Finder finder;

    @BeforeAll
    static void fill() throws SQLException {
        DataSource database = TestDatabase.fresh();
        Multitude.fill(database, 30_000);
        jdbc = JdbcClient.create(database);
        finder = new Finder(jdbc, Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xirgu12", "XIRGU12", "Xírgú12", "xirgu12 garc", "  gARCÍA,  xirgu12", "xirgu12 lopez gar"})
    void findsNamesWhateverTheirAccentsCaseAndOrder(String typed) {
        var found = patients(typed, EVERYWHERE);

        // word 12 and nobody of 120 and more, as there are thirty of them
        assertThat(found).hasSizeLessThanOrEqualTo(1).allSatisfy(one -> assertThat(one.name())
                .contains("Xirgu12"));
        assertThat(patients("xirgu12", EVERYWHERE)).hasSize(1);
    }

    @Test
    void findsByTheBeginningOfEachWord() {
        assertThat(patients("mu", EVERYWHERE)).isNotEmpty().allSatisfy(one -> assertThat(one.name())
                .containsIgnoringCase("Mu"));
        assertThat(patients("beg mun", EVERYWHERE)).isNotEmpty().allSatisfy(one -> assertThat(one.name())
                .contains("Begoña", "Muñoz"));
        assertThat(patients("egoña", EVERYWHERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+34 600 012 345",
                "0034600012345",
                "600 01 23 45",
                "600-012.345",
                "(600) 012345",
                "00012345",
                "012345"
            })
    void findsPhonesInAnyNotation(String typed) {
        assertThat(patients(typed, EVERYWHERE)).extracting(PatientFind::phone).contains("+34600012345");
    }

    @Test
    void findsAnAppointmentByTheSourcesNumber() {
        var found = finder.find(Question.of("C-12345-2"), EVERYWHERE, SPAIN, true, 5);

        assertThat(found.appointments())
                .extracting(Finds.AppointmentFind::externalId)
                .containsExactly("C-12345-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "a' | b",
                "!!",
                "&",
                ":*",
                "%",
                "\\",
                "a:*b",
                "<script>",
                "wamid.' or 1=1",
                "((((",
                "\u0000a"
            })
    void takesWhateverIsTypedForWordsAndNothingElse(String typed) {
        assertThat(finder.find(Question.of(typed.replace("\u0000", "")), EVERYWHERE, SPAIN, true, 5)
                        .count())
                .isLessThanOrEqualTo(15);
    }

    @Test
    void showsNothingOfOtherClinics() {
        var one = ClinicScope.of(new ClinicId("clinic-7"));
        var theirs = patients("garcia", one);

        assertThat(theirs).isNotEmpty().allSatisfy(found -> assertThat(found.id() % 50)
                .isEqualTo(7));
        assertThat(patients("600 012 345", one)).isEmpty();
        assertThat(finder.find(Question.of("C-12345-2"), one, SPAIN, true, 5).count())
                .isZero();
        assertThat(patients("garcia", ClinicScope.of(List.of()))).isEmpty();
    }

    @Test
    void asksEachQuestionByAnIndex() {
        assertThat(plan(Finder.BY_NAME, "words", "'xirgu12':*")).contains("patient_words");
        assertThat(plan("p.phone like :start", "start", "+34600012345%")).contains("patient_phone_start");
        assertThat(plan("reverse(p.phone) like :end", "end", "543210%")).contains("patient_phone_end");
    }

    private static List<PatientFind> patients(String typed, ClinicScope scope) {
        return finder.find(Question.of(typed), scope, SPAIN, true, 8).patients();
    }

    private static String plan(String condition, String name, String value) {
        return String.join(
                "\n",
                jdbc.sql("explain " + Finder.PATIENTS.formatted(condition))
                        .param(name, value)
                        .param("clinics", null)
                        .param("limit", 8)
                        .param("now", OffsetDateTime.parse("2026-11-21T10:00:00Z"))
                        .query(String.class)
                        .list());
    }
}
