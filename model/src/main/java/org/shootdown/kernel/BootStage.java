package org.shootdown.kernel;

/** Stages of boot at which a backend may install its flush, in the order in which the boot CPU goes through them. */
public enum BootStage {
    /** {@code xen_start_kernel}: before {@code start_kernel}, arch/x86/xen/enlighten_pv.c. */
    XEN_START_KERNEL,
    /** {@code setup_arch}: {@code init_hypervisor_platform}, where {@code ms_hyperv_init_platform} runs. */
    INIT_HYPERVISOR_PLATFORM,
    /** {@code setup_arch}: {@code x86_init.hyper.guest_late_init}, which is {@code kvm_guest_init} in a KVM guest. */
    GUEST_LATE_INIT,
    /**
     * {@code smp_prepare_boot_cpu}: where {@code native_pv_tlb_init} takes its decision, once. Every guest goes through {@code
     * native_smp_prepare_boot_cpu}, Xen PV too (arch/x86/xen/smp_pv.c:162-165).
     */
    SMP_PREPARE_BOOT_CPU,
    /** {@code do_initcalls}: other CPUs run by now. No backend installs its flush so late; the rules forbid it. */
    INITCALLS
}
