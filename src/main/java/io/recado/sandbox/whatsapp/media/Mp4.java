package io.recado.sandbox.whatsapp.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Films and sound in boxes (ISO/IEC 14496-12): H.264 in its Baseline or Main profile with at most one AAC track, index first. */
final class Mp4 {

    private static final int LARGEST_INDEX = 8 * 1024 * 1024;
    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final List<String> AMR = List.of("samr", "sawb");

    /** @param profile of H.264; 0 for everything else */
    private record Track(String handler, String codec, int profile) {}

    private Mp4() {}

    static boolean is(byte[] head) {
        return Format.starts(head, 4, 'f', 't', 'y', 'p');
    }

    static Format format(Resource file, byte[] head) throws IOException {
        String brand = new String(head, 8, Math.min(4, head.length - 8), StandardCharsets.ISO_8859_1);
        List<Track> tracks = new ArrayList<>();
        Boolean indexFirst = null;
        try (DataInputStream in = new DataInputStream(file.getInputStream())) {
            long left = file.contentLength();
            while (left >= 8) {
                long size = in.readInt() & 0xFFFFFFFFL;
                String type = name(in.readNBytes(4));
                long header = 8;
                if (size == 1) {
                    size = in.readLong();
                    header = 16;
                } else if (size == 0) {
                    size = left;
                }
                long body = size - header;
                if (body < 0 || size > left) {
                    return new Format(mime(brand, tracks), false, "The file ends within its " + type + " box.");
                }
                if (type.equals("moov") && body <= LARGEST_INDEX) {
                    indexFirst = indexFirst == null;
                    tracks(ByteBuffer.wrap(in.readNBytes((int) body)), tracks);
                } else {
                    if (type.equals("mdat") && indexFirst == null) {
                        indexFirst = false;
                    }
                    in.skipNBytes(body);
                }
                left -= size;
            }
        }
        String mime = mime(brand, tracks);
        return new Format(mime, false, mime.startsWith("audio/") ? sound(tracks) : film(tracks, indexFirst));
    }

    private static String mime(String brand, List<Track> tracks) {
        boolean film = tracks.stream().anyMatch(track -> track.handler().equals("vide"));
        if (!film && (brand.startsWith("M4A") || !tracks.isEmpty())) {
            return "audio/mp4";
        }
        return brand.startsWith("3g") ? "video/3gpp" : "video/mp4";
    }

    private static @Nullable String sound(List<Track> tracks) {
        boolean aac = tracks.size() == 1 && tracks.get(0).codec().equals("mp4a");
        return aac ? null : "MP4 audio must have one track, encoded with AAC.";
    }

    private static @Nullable String film(List<Track> tracks, @Nullable Boolean indexFirst) {
        long sounds = 0;
        boolean pictures = false;
        for (Track track : tracks) {
            if (track.handler().equals("soun")) {
                sounds++;
                if (!track.codec().equals("mp4a") && !AMR.contains(track.codec())) {
                    return "The audio of videos must be encoded with AAC, found " + track.codec() + ".";
                }
            } else if (track.handler().equals("vide")) {
                pictures = true;
                if (!track.codec().startsWith("avc")) {
                    return "Videos must be encoded with H.264, found " + track.codec() + ".";
                }
                if (track.profile() != BASELINE && track.profile() != MAIN) {
                    return "H.264 must have the Baseline or Main profile, found profile " + track.profile() + ".";
                }
            }
        }
        if (!pictures) {
            return "The file has no video track.";
        }
        if (sounds > 1) {
            return "Videos must have no or one audio track, found " + sounds + ".";
        }
        return Boolean.TRUE.equals(indexFirst) ? null : "The moov box must come before the mdat box.";
    }

    private static void tracks(ByteBuffer index, List<Track> tracks) {
        each(index, (type, body) -> {
            if (type.equals("trak")) {
                track(body, tracks);
            }
        });
    }

    private static void track(ByteBuffer trak, List<Track> tracks) {
        String[] handler = {""};
        Track[] found = {new Track("", "", 0)};
        walk(trak, (type, body) -> {
            if (type.equals("hdlr") && body.remaining() >= 12) {
                handler[0] = name(bytes(body, 8, 4));
            } else if (type.equals("stsd") && body.remaining() >= 16) {
                found[0] = codec(body);
            }
        });
        tracks.add(new Track(handler[0], found[0].codec(), found[0].profile()));
    }

    /** The first sample entry: 8 bytes into the box, its codec's name 4 further on; a film's settings are among its boxes. */
    private static Track codec(ByteBuffer description) {
        String codec = name(bytes(description, 12, 4));
        byte[] all = bytes(description, 0, description.remaining());
        int settings = new String(all, StandardCharsets.ISO_8859_1).indexOf("avcC");
        int profile = settings >= 0 && settings + 5 < all.length ? Format.at(all, settings + 5) : 0;
        return new Track("", codec, profile);
    }

    private interface Visitor {
        void box(String type, ByteBuffer body);
    }

    private static void walk(ByteBuffer boxes, Visitor visitor) {
        each(boxes, (type, body) -> {
            if (type.equals("mdia") || type.equals("minf") || type.equals("stbl")) {
                walk(body, visitor);
            } else {
                visitor.box(type, body);
            }
        });
    }

    private static void each(ByteBuffer boxes, Visitor visitor) {
        while (boxes.remaining() >= 8) {
            int start = boxes.position();
            int size = boxes.getInt(start);
            if (size < 8 || size > boxes.remaining()) {
                return;
            }
            visitor.box(name(bytes(boxes, 4, 4)), boxes.slice(start + 8, size - 8));
            boxes.position(start + size);
        }
    }

    private static byte[] bytes(ByteBuffer from, int offset, int length) {
        byte[] bytes = new byte[length];
        from.get(from.position() + offset, bytes);
        return bytes;
    }

    private static String name(byte[] four) {
        return new String(four, StandardCharsets.ISO_8859_1);
    }
}
