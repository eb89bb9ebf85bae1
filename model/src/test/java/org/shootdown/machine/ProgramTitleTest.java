package org.shootdown.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.IpiFunction.Purpose;

/** What programs are called in traces and errors, and when two of a name are equal. */
class ProgramTitleTest {
    private static final Program LAMBDA = cpu -> {};

    private record Named() implements Program {
        @Override
        public void run(Cpu cpu) {}
    }

    private final Machine.Builder b = Machine.builder("titles");

    private String title(Program task) {
        b.cpu("walker 7", task);
        Machine machine = b.build();
        return machine.processors().get(machine.processors().size() - 1).task().title();
    }

    @Test
    void aTaskThatIsALambdaGoesByTheNameOfItsCpu() {
        assertThat(title(LAMBDA)).isEqualTo("walker 7");
        assertThat(title(Cpu::smpMb)).isEqualTo("walker 7");
        assertThat(title(LAMBDA.then(cpu -> cpu.choose(2)))).isEqualTo("walker 7");
        assertThat(title(new Program() {
                    @Override
                    public void run(Cpu cpu) {}
                }))
                .isEqualTo("walker 7");
    }

    @Test
    void aTaskWithANameKeepsIt() {
        assertThat(title(new Named())).isEqualTo("Named");
        assertThat(title(LAMBDA.named("gup_fast"))).isEqualTo("gup_fast");
        assertThat(title(Program.IDLE)).isEqualTo("idle");
        assertThat(title(new Named().then(LAMBDA))).isEqualTo("Named; walker 7");
    }

    @Test
    void anNmiThatIsALambdaGoesByTheNameOfItsCpuToo() {
        b.cpu("walker 7", new Named()).nmi(LAMBDA, 1);
        assertThat(b.build().processors().get(0).nmi().title()).isEqualTo("walker 7 NMI");
    }

    @Test
    void elsewhereALambdaGoesByItsClass() {
        assertThat(LAMBDA.title()).isEqualTo("ProgramTitleTest lambda");
        assertThat(
                        new Program() {
                            @Override
                            public void run(Cpu cpu) {}
                        }.title())
                .isEqualTo("ProgramTitleTest program");
    }

    /** What is handed over must be equal in every run, by another name too. */
    @Test
    void namedProgramsAreEqualIfTheProgramsAre() {
        assertThat(new Named().named("a")).isEqualTo(new Named().named("a")).isNotEqualTo(new Named().named("b"));
        assertThat(new Named().named("a")).isNotEqualTo(LAMBDA.named("a"));
    }

    @Test
    void functionsAreEqualIfTitlePurposeAndBodyAre() {
        IpiFunction function = IpiFunction.of("f", Purpose.OTHER, new Named());
        assertThat(function)
                .isEqualTo(IpiFunction.of("f", Purpose.OTHER, new Named()))
                .isNotEqualTo(IpiFunction.of("g", Purpose.OTHER, new Named()))
                .isNotEqualTo(IpiFunction.of("f", Purpose.TLB_FLUSH, new Named()))
                .isNotEqualTo(IpiFunction.empty("f", Purpose.OTHER));
        assertThat(IpiFunction.empty("f", Purpose.OTHER)).isEqualTo(IpiFunction.empty("f", Purpose.OTHER));
        assertThat(function.title()).isEqualTo("f");
    }
}
