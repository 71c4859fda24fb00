package io.recado.sandbox.whatsapp.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which failure belongs to which last four digits of a number. A code has its own last digits where they are its own, troubles
 * have 90.., codes of three digits and fewer are led by 8.
 */
final class Endings {

    static final Map<String, String> KINDS;

    static {
        Map<String, String> kinds = new LinkedHashMap<>();
        String[] all = {
            // the person
            "1026:131026",
            "1047:131047",
            "1049:131049",
            "1050:131050",
            "0472:130472",
            "8403:130403",
            "1036:131036",
            "7000:137000",
            // what was sent
            "1053:131053",
            "1052:media-lost",
            "1051:131051",
            "1008:131008",
            "1009:131009",
            "2000:132000",
            "2001:132001",
            "2005:132005",
            "2007:132007",
            "2012:132012",
            "2015:async-132015",
            "2016:132016",
            "2068:132068",
            "2069:132069",
            "5135:135000",
            // the account
            "0190:190",
            "8000:0",
            "8003:3",
            "8010:10",
            "8033:33",
            "8200:200",
            "0368:368",
            "0497:130497",
            "1005:131005",
            "1031:131031",
            "1037:131037",
            "1042:131042",
            "1045:131045",
            "1048:131048",
            "1063:131063",
            "1064:131064",
            "3000:133000",
            "3006:133006",
            "3010:133010",
            "4011:134011",
            "9200:139200",
            // what passes by itself
            "8001:1",
            "8004:4",
            "8017:17",
            "8007:80007",
            "0429:130429",
            "1016:131016",
            "1056:131056",
            "1057:131057",
            "3004:133004",
            "9500:500",
            "9503:503",
            // around the answer
            "9001:slow",
            "9002:lost-answer",
            "9003:reset",
            // around the webhooks
            "9004:duplicate",
            "9005:reorder",
            "9006:late",
            "9007:lost-then-sent",
            "9008:batched",
            "9009:never-read",
            "9010:after-sent-131026",
            "9011:held-released",
            "9012:held-dropped-132015",
            "9013:held-dropped-135000"
        };
        for (String entry : all) {
            int colon = entry.indexOf(':');
            kinds.put(entry.substring(0, colon), entry.substring(colon + 1));
        }
        KINDS = Collections.unmodifiableMap(kinds);
    }

    private Endings() {}
}
