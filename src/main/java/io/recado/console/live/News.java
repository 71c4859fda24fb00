package io.recado.console.live;

import java.util.List;

/**
 * What happened since the last question.
 *
 * @param tooMany whether more happened than was read; then everybody looks again at everything
 */
record News(List<Change> changes, boolean tooMany) {

    boolean empty() {
        return changes.isEmpty() && !tooMany;
    }
}
