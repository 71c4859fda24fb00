package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.account.Accounts;
import io.recado.sandbox.whatsapp.fault.FaultOrder;
import io.recado.sandbox.whatsapp.fault.Faults;
import io.recado.sandbox.whatsapp.scenario.Recording;
import io.recado.sandbox.whatsapp.wire.Recipients;
import io.recado.sandbox.whatsapp.wire.Unknown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders failures, lists those that are to come, and takes them back. */
@RestController
@RequestMapping("/sandbox/api/faults")
class FaultsApi {

    /**
     * @param number of the person whose messages it strikes; null for anybody's
     * @param times once unless it is given; for ever with a rate alone
     * @param rate how many of the messages it strikes, from 0 to 1
     */
    record Asked(
            @Nullable String number,
            @Nullable String phoneNumberId,
            @Nullable String account,
            @Nullable String kind,
            @Nullable Integer times,
            @Nullable Double rate) {}

    record Armed(boolean success, long id) {}

    private final Faults faults;
    private final Accounts accounts;
    private final Recording recording;

    FaultsApi(Faults faults, Accounts accounts, Recording recording) {
        this.faults = faults;
        this.accounts = accounts;
        this.recording = recording;
    }

    @PostMapping
    Armed arm(@RequestBody Asked asked) {
        if (asked.kind() == null) {
            throw new IllegalArgumentException("kind: a Cloud API code or a trouble such as lost-answer was expected");
        }
        String account =
                asked.account() == null ? null : accounts.named(asked.account()).id();
        String phoneNumberId = asked.phoneNumberId() == null
                ? null
                : accounts.line(asked.phoneNumberId()).number().id();
        String waId = asked.number() == null ? null : Recipients.fromPath(asked.number());
        Integer times = asked.times() == null && asked.rate() == null ? Integer.valueOf(1) : asked.times();
        double rate = asked.rate() == null ? 1 : asked.rate();
        FaultOrder order = faults.arm(new FaultOrder(0, account, phoneNumberId, waId, asked.kind(), times, rate));
        recording.armed(order.kind(), waId == null ? null : "+" + waId, times == null ? 1 : times);
        return new Armed(true, order.id());
    }

    @GetMapping
    List<FaultOrder> armed() {
        return faults.armed();
    }

    @DeleteMapping("/{id}")
    Map<String, Boolean> disarm(@PathVariable long id) {
        if (!faults.disarm(id)) {
            throw new Unknown("No failure is ordered under the number " + id);
        }
        return Map.of("success", true);
    }

    @DeleteMapping
    Map<String, Boolean> clear() {
        faults.clear();
        return Map.of("success", true);
    }
}
