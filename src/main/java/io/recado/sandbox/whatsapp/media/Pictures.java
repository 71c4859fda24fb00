package io.recado.sandbox.whatsapp.media;

import static io.recado.sandbox.whatsapp.media.Format.at;
import static io.recado.sandbox.whatsapp.media.Format.starts;

/** What the first bytes of pictures tell: WhatsApp takes 8 bits a channel, in RGB or RGBA. */
final class Pictures {

    private static final int RGB = 2;
    private static final int RGBA = 6;
    private static final int ANIMATION = 0x02;

    private Pictures() {}

    /** The header chunk comes first: its depth is byte 24 of the file, its colours are byte 25. */
    static Format png(byte[] head) {
        if (head.length < 26) {
            return new Format("image/png", false, "The picture ends within its header.");
        }
        int depth = at(head, 24);
        int colours = at(head, 25);
        boolean fits = depth == 8 && (colours == RGB || colours == RGBA);
        return new Format(
                "image/png",
                false,
                fits
                        ? null
                        : "Images must be 8-bit RGB or RGBA, found " + depth + "-bit with PNG colour type " + colours
                                + ".");
    }

    /** Walks the segments up to the frame header, which has the depth and the number of channels. */
    static Format jpeg(byte[] head) {
        int i = 2;
        while (i + 9 < head.length && at(head, i) == 0xFF) {
            int marker = at(head, i + 1);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                int depth = at(head, i + 4);
                int channels = at(head, i + 9);
                boolean fits = depth == 8 && channels != 4;
                return new Format(
                        "image/jpeg",
                        false,
                        fits
                                ? null
                                : "Images must be 8-bit RGB or RGBA, found " + depth + "-bit with " + channels
                                        + " channels.");
            }
            i += 2 + (at(head, i + 2) << 8) + at(head, i + 3);
        }
        return Format.good("image/jpeg");
    }

    /** The extended header, when there is one, says whether the picture moves. */
    static Format webp(byte[] head) {
        boolean extended = starts(head, 12, 'V', 'P', '8', 'X') && head.length > 20;
        return new Format("image/webp", extended && (at(head, 20) & ANIMATION) != 0, null);
    }
}
