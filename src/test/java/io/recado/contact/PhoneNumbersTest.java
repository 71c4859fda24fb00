package io.recado.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.recado.contact.PhoneCheck.Problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest(name = "{0} typed in {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            600 00 00 12            | ES | +34600000012
            600-00-00-12            | ES | +34600000012
            600.00.00.12            | ES | +34600000012
            +34 600 00 00 12        | ES | +34600000012
            0034 600000012          | ES | +34600000012
            34600000012             | ES | +34600000012
            (+34) 600 000 012       | ES | +34600000012
            Móvil: 600 00 00 12     | ES | +34600000012
            tel. 600000012          | ES | +34600000012
            91 000 00 00            | ES | +34910000000
            +44 7400 000012         | ES | +447400000012
            0049 1512 0000012       | ES | +4915120000012
            (011) 15-5000-0031      | AR | +5491150000031
            011 15 5000 0031        | AR | +5491150000031
            11 15 5000 0031         | AR | +5491150000031
            +54 9 11 5000 0031      | AR | +5491150000031
            5491150000031           | AR | +5491150000031
            9 11 5000 0031          | AR | +5491150000031
            11 5000-0031            | AR | +541150000031
            +52 1 55 1234 0012      | MX | +525512340012
            +54 11 5000 0031        | AR | +541150000031
            0351 15 500-0031        | AR | +5493515000031
            300-000-0045            | CO | +573000000045
            300 000 0045            | CO | +573000000045
            57 300 0000045          | CO | +573000000045
            +57 (300) 0000045       | CO | +573000000045
            +34 600 00 00 45        | CO | +34600000045
            (11) 90000-0012         | BR | +5511900000012
            55 1234 0012            | MX | +525512340012
            044 55 1234 0012        | MX | +525512340012
            """)
    void readsWhatPeopleType(String raw, String country, String e164) {
        assertThat(PhoneNumbers.check(raw, country)).as(e164).isEqualTo(new PhoneCheck.Usable(new PhoneNumber(e164)));
    }

    @ParameterizedTest(name = "{0} is refused as {1}")
    @CsvSource(delimiter = '|', textBlock = """
            6,11E+08                    | NOT_A_NUMBER
            6.11E+08                    | NOT_A_NUMBER
            6E8                         | NOT_A_NUMBER
            no tiene                    | NOT_A_NUMBER
            preguntar a su hija         | NOT_A_NUMBER
            =600000012+1                | NOT_A_NUMBER
            600000012 / 600000013       | SEVERAL_NUMBERS
            600000012/600000013         | SEVERAL_NUMBERS
            600 00 00 12 ó 600 00 00 13 | SEVERAL_NUMBERS
            600000012 o 600000013       | SEVERAL_NUMBERS
            600000012 y 600000013       | SEVERAL_NUMBERS
            600000012, 600000013        | SEVERAL_NUMBERS
            600000012; 600000013        | SEVERAL_NUMBERS
            600000012 - 600000013       | SEVERAL_NUMBERS
            600000012 600000013         | SEVERAL_NUMBERS
            600 000                     | NOT_VALID
            12                          | NOT_VALID
            +34 600                     | NOT_VALID
            600 00 00 12 3              | NOT_VALID
            +999 600000012              | NOT_VALID
            -                           | MISSING
            ---                         | MISSING
            000000000                   | MISSING
            """)
    void saysWhyANumberCannotBeDialled(String raw, Problem problem) {
        assertThat(PhoneNumbers.check(raw, "ES")).isEqualTo(new PhoneCheck.Unusable(problem));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "\t"})
    void nothingTypedIsMissing(String raw) {
        assertThat(PhoneNumbers.check(raw, "ES")).isEqualTo(new PhoneCheck.Unusable(Problem.MISSING));
    }

    /** The people of the demonstration have numbers that nobody has. */
    @Property
    void acceptsTheNumbersOfTheDemonstration(@ForAll @IntRange(min = 0, max = 99) int number) {
        assertThat(PhoneNumbers.check("6000000%02d".formatted(number), "ES"))
                .isEqualTo(usable("+346000000%02d".formatted(number)));
        assertThat(PhoneNumbers.check("+54 9 11 5000 00%02d".formatted(number), "AR"))
                .isEqualTo(usable("+54911500000%02d".formatted(number)));
        assertThat(PhoneNumbers.check("300 00000%02d".formatted(number), "CO"))
                .isEqualTo(usable("+5730000000%02d".formatted(number)));
    }

    @Property
    void neverFailsWhateverSomebodyTyped(@ForAll @StringLength(max = 40) String raw) {
        for (var country : new String[] {"ES", "AR", "CO", "MX", "BR"}) {
            assertThat(PhoneNumbers.check(raw, country)).isNotNull();
        }
    }

    @Property
    void readsItsOwnResultAsTheSameNumber(@ForAll @IntRange(min = 600_000_000, max = 699_999_999) int spanish) {
        var number = new PhoneNumber("+34" + spanish);

        assertThat(PhoneNumbers.check(number.e164(), "AR")).isEqualTo(new PhoneCheck.Usable(number));
        assertThat(PhoneNumbers.check(String.valueOf(spanish), "ES")).isEqualTo(new PhoneCheck.Usable(number));
    }

    @ParameterizedTest(name = "WhatsApp may name {0} as {1}")
    @CsvSource({
        "+525512340012, +5215512340012",
        "+5215512340012, +525512340012",
        "+5491150000031, +541150000031",
        "+541150000031, +5491150000031",
        "+5511900000012, +551100000012",
        "+551187654321, +5511987654321"
    })
    void knowsTheTwinsOfANumber(String number, String twin) {
        assertThat(PhoneNumbers.twins(new PhoneNumber(number)))
                .containsExactly(new PhoneNumber(number), new PhoneNumber(twin));
    }

    @Test
    void mostNumbersHaveNoTwin() {
        assertThat(PhoneNumbers.twins(new PhoneNumber("+34600000012")))
                .containsExactly(new PhoneNumber("+34600000012"));
    }

    private static PhoneCheck usable(String e164) {
        return new PhoneCheck.Usable(new PhoneNumber(e164));
    }
}
