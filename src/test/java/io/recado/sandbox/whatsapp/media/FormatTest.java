package io.recado.sandbox.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

/** What files are by their bytes. */
class FormatTest {

    @ParameterizedTest
    @CsvSource({
        "photo.jpg, image/jpeg, false",
        "map.png, image/png, false",
        "sticker.webp, image/webp, false",
        "sticker-moving.webp, image/webp, true",
        "voice-note.ogg, audio/ogg, false",
        "film.mp4, video/mp4, false",
        "preparacion.pdf, application/pdf, false"
    })
    void theDemonstrationsFilesAreWhatPhonesShow(String name, String mime, boolean animated) {
        byte[] file = SampleFiles.read(name);

        assertThat(of(file)).isEqualTo(new Format(mime, animated, null));
        assertThat(file.length).isLessThan(30_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/png",
                "image/webp",
                "audio/aac",
                "audio/mpeg",
                "audio/amr",
                "audio/ogg",
                "video/3gpp",
                "video/mp4",
                "application/pdf",
                "application/msword"
            })
    void aTypeIsKnownByItsFirstBytes(String mime) {
        assertThat(of(SampleFiles.of(mime, 5000)).mime()).isEqualTo(mime);
    }

    @Test
    void textHasNoControlCharacters() {
        assertThat(of("Señora,\r\n\tbuenos días".getBytes(StandardCharsets.UTF_8))
                        .mime())
                .isEqualTo("text/plain");
        assertThat(of(new byte[] {'a', 0, 'b'}).mime()).isNull();
        assertThat(of(new byte[0]).mime()).isNull();
    }

    @Test
    void picturesHaveEightBitsAChannelInRgb() {
        byte[] palette = SampleFiles.read("map.png");
        palette[25] = 3;
        byte[] deep = SampleFiles.read("map.png");
        deep[24] = 16;

        assertThat(of(palette).flaw()).contains("8-bit RGB or RGBA", "colour type 3");
        assertThat(of(deep).flaw()).contains("16-bit");
        assertThat(of(cmyk()).flaw()).contains("4 channels");
    }

    private static byte[] cmyk() {
        return new byte[] {
            (byte) 0xFF,
            (byte) 0xD8,
            (byte) 0xFF,
            (byte) 0xE0,
            0,
            4,
            0,
            0,
            (byte) 0xFF,
            (byte) 0xC0,
            0,
            20,
            8,
            0,
            1,
            0,
            1,
            4,
            0
        };
    }

    @Test
    void oggHasOneChannelOfOpus() {
        byte[] stereo = SampleFiles.read("voice-note.ogg");
        stereo[28 + 9] = 2;
        byte[] vorbis = new String(SampleFiles.read("voice-note.ogg"), StandardCharsets.ISO_8859_1)
                .replace("OpusHead", "\1vorbis ")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(of(stereo).flaw()).contains("mono", "2 channels");
        assertThat(of(vorbis).flaw()).contains("OPUS");
    }

    @Test
    void filmsAreH264InASimpleProfileWithTheirIndexFirst() {
        assertThat(of(film("avc1", "hev1")).flaw()).contains("H.264, found hev1");
        assertThat(of(film("mp4a", "Opus")).flaw()).contains("AAC, found Opus");
        assertThat(of(film("avcC\1M", "avcC\1d")).flaw()).contains("profile 100");
        assertThat(of(film("moov", "free")).flaw()).contains("no video track");
        assertThat(of(turned()).flaw()).contains("moov box must come before");
        byte[] cut = SampleFiles.read("film.mp4");
        assertThat(of(java.util.Arrays.copyOf(cut, cut.length - 1)).flaw()).contains("ends within its mdat");
    }

    private static byte[] film(String there, String instead) {
        String film = new String(SampleFiles.read("film.mp4"), StandardCharsets.ISO_8859_1);
        assertThat(film).contains(there);
        return film.replace(there, instead).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same film with its index at the end. */
    private static byte[] turned() {
        String film = new String(SampleFiles.read("film.mp4"), StandardCharsets.ISO_8859_1);
        int index = film.indexOf("moov") - 4;
        int data = film.indexOf("free", index) - 4;
        if (data < 0) {
            data = film.indexOf("mdat", index) - 4;
        }
        return (film.substring(0, index) + film.substring(data) + film.substring(index, data))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Format of(byte[] file) {
        return Format.of(new ByteArrayResource(file));
    }
}
