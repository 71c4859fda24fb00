package io.recado.console.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a group of people may do.
 *
 * @param name of the hub's own roles a key of the messages: {@code role.<name>}
 * @param ours whether it came with the hub; such a role is never deleted
 * @param everything whether it may do all, also what the hub learns tomorrow; such a role is never changed
 * @param version to notice that somebody else changed it meanwhile
 * @param people how many accounts have it
 */
public record Role(
        long id, String name, boolean ours, boolean everything, Set<Permission> permissions, int version, int people) {

    public Role {
        permissions = Set.copyOf(permissions);
    }

    /** Names that no permission has any more are left out. */
    static Set<Permission> permissions(boolean everything, Collection<String> names) {
        return everything
                ? EnumSet.allOf(Permission.class)
                : Arrays.stream(Permission.values())
                        .filter(permission -> names.contains(permission.name()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}
