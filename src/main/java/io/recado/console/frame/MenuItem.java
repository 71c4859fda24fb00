package io.recado.console.frame;

import io.recado.console.access.Permission;
import io.recado.console.access.Viewer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the menu. Each page's owner declares one as a bean; its label is the message {@code menu.<id>}.
 *
 * @param id what a page names as its {@code section}, so that the entry is marked
 * @param order within its group, the lowest first
 * @param path where it leads, from the application's root
 * @param icon name of one of Tabler's outline icons
 * @param needs whoever lacks this permission does not see the entry; null shows it to everybody. That the page refuses them is the page's
 *     own affair
 * @param count how many things wait behind it; zero shows nothing. Asked with every page: it has to be cheap
 */
public record MenuItem(
        String id,
        Group group,
        int order,
        String path,
        String icon,
        @Nullable Permission needs,
        @Nullable ToLongFunction<Viewer> count) {

    /** The menu's parts, in their order. */
    public enum Group {
        WORK,
        OPERATIONS,
        ADMINISTRATION
    }

    public static MenuItem of(String id, Group group, int order, String path, String icon, Permission needs) {
        return new MenuItem(id, group, order, path, icon, needs, null);
    }

    public MenuItem counting(ToLongFunction<Viewer> count) {
        return new MenuItem(id, group, order, path, icon, needs, count);
    }

    boolean visibleTo(Viewer viewer) {
        return needs == null || viewer.may(needs);
    }
}
