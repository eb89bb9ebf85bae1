package org.shootdown.kernel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.backend.Backends;

/** What {@code tlb_ipi_broadcast_key} ends up as. */
class StartKernelTest {
    /** KVM and Hyper-V without the feature flush natively: the key may be on there, and is, unless there is INVLPGB. */
    @ParameterizedTest
    @CsvSource({"native, 1", "native-invlpgb, 0", "no-paravirt, 1", "xen-pv, 0", "kvm, 0 1", "hyperv, 0 1"})
    void theKeyIsOnOnlyWhereTheFlushIsNativeAndThereIsNoInvlpgb(String id, String keys) {
        Backend backend = Backends.named(id);
        CheckResult result = boot(backend, backend.installsFlush().orElse(null));
        assertThat(result.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(result.outcomes())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(keys.split(" "))
                        .map(key -> List.of(Integer.valueOf(key)))
                        .toList());
    }

    /** Xen PV asks as well: it goes through native_smp_prepare_boot_cpu, and its flush is in place long before. */
    @ParameterizedTest
    @CsvSource({"kvm, UNSAFE", "hyperv, UNSAFE", "xen-pv, UNSAFE"})
    void aFlushThatIsInstalledAfterTheDecisionGoesUnnoticed(String id, Verdict verdict) {
        assertThat(boot(Backends.named(id), BootStage.INITCALLS).verdict()).isEqualTo(verdict);
    }

    private static CheckResult boot(Backend backend, BootStage installs) {
        return Checker.check(
                StartKernel.machine(backend.id(), NativePvTlbInit.TEST, backend, installs),
                CheckOptions.exhaustive(MemoryModel.TSO));
    }
}
