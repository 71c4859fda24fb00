package io.recado.automation;

import java.util.List;

/**
 * One named check between a candidate and its message. Policies are asked in order; the first that objects decides.
 *
 * @param <C> everything that a rule's policies may know of one candidate
 */
@FunctionalInterface
public interface Policy<C> {

    Verdict judge(C circumstances);

    static <C> Verdict judgeAll(List<Policy<C>> policies, C circumstances) {
        return policies.stream()
                .map(policy -> policy.judge(circumstances))
                .filter(verdict -> !(verdict instanceof Verdict.Pass))
                .findFirst()
                .orElse(Verdict.PASS);
    }
}
