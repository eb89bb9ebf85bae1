package org.shootdown.kernel.backend;

import java.util.List;
import org.shootdown.kernel.Backend;

/** Every backend, in the order of the tables. */
public final class Backends {
    private static final List<Backend> ALL = List.of(
            new Native("native", "bare metal or a VM that flushes like it, no INVLPGB: every flush is by IPI", false),
            new Native("native-invlpgb", "bare metal with INVLPGB: mms with a global ASID need no IPI", true),
            new Kvm(),
            new XenPv(),
            new HyperV(),
            new Native("no-paravirt", "a build without CONFIG_PARAVIRT, without INVLPGB", false));

    private Backends() {}

    public static List<Backend> all() {
        return ALL;
    }

    /** The backend called {@code id}. */
    public static Backend named(String id) {
        return ALL.stream()
                .filter(backend -> backend.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
