package io.recado.sandbox.whatsapp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphErrorTest {

    /** The codes of the Cloud API's error page and of its OpenAPI examples. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 2, 3, 4, 10, 17, 33, 100, 104, 190, 200, 299, 368, 803, 80007, 80008, 130403, 130429, 130472,
                130497, 130501, 131000, 131005, 131008, 131009, 131016, 131021, 131026, 131030, 131031, 131036, 131037,
                131042, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131057, 131060,
                131062, 131063, 131064, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069,
                133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102,
                135000, 137000, 139100, 139101, 139102, 139103, 139200, 1752041, 2388019, 2388023, 2388024, 2388039,
                2388040, 2388047, 2388072, 2388073, 2388293, 2388299, 2494100
            })
    void everyDocumentedCodeHasATitleAndAStatus(int code) {
        GraphError error = GraphError.of(code);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.title()).isNotBlank();
        assertThat(error.details()).isNotBlank();
        assertThat(error.http()).isBetween(400, 599);
        assertThat(error.message()).isEqualTo("(#" + code + ") " + error.title());
    }

    @Test
    void aCodeThatWhatsAppDoesNotHaveIsNotMadeUp() {
        assertThat(GraphError.find(300)).isNull();
        assertThatThrownBy(() -> GraphError.of(131099)).hasMessageContaining("131099");
    }
}
