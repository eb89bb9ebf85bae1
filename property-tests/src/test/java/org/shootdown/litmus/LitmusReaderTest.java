package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/** Does the reader understand what its description says it does, and refuse the rest with a place and a reason? */
class LitmusReaderTest {
    private static LitmusResult run(String text) {
        return LitmusTest.parse("test.litmus", text).run(CheckOptions.exhaustive(MemoryModel.TSO));
    }

    @Test
    void theReportHasHerdsLayout() {
        String test = """
                X86 SB (StoreBuffering)
                "Fre PodWR Fre PodWR"
                { x=0; y=0; }
                 P0          | P1          ;
                 MOV [x],$1  | MOV [y],$1  ;
                 MOV EAX,[y] | MOV EAX,[x] ;
                exists (0:EAX=0 /\\ 1:EAX=0)
                """;
        assertThat(run(test).report()).isEqualTo("""
                        Test SB Allowed
                        States 4
                        0:EAX=0; 1:EAX=0;
                        0:EAX=0; 1:EAX=1;
                        0:EAX=1; 1:EAX=0;
                        0:EAX=1; 1:EAX=1;
                        Ok
                        Witnesses
                        Positive: 1 Negative: 3
                        Condition exists (0:EAX=0 /\\ 1:EAX=0)
                        Observation SB Sometimes 1 3

                        """);
    }

    /** The same test, asked the other way round: herd swaps the witnesses, but not the observation. */
    @Test
    void aForbiddenTestCountsItsWitnessesTheOtherWayRound() {
        String test = """
                X86_64 SB+mfences
                { }
                 P0            | P1            ;
                 movl $1,(x)   | movl $1,(y)   ;
                 mfence        | mfence        ;
                 movl (y),%eax | movl (x),%eax ;
                ~exists (0:rax=0 /\\ 1:rax=0)
                """;
        assertThat(run(test).report()).isEqualTo("""
                        Test SB+mfences Forbidden
                        States 3
                        0:rax=0; 1:rax=1;
                        0:rax=1; 1:rax=0;
                        0:rax=1; 1:rax=1;
                        Ok
                        Witnesses
                        Positive: 3 Negative: 0
                        Condition ~exists (0:rax=0 /\\ 1:rax=0)
                        Observation SB+mfences Never 0 3

                        """);
    }

    /** Two increments without LOCK can lose one; with LOCK they cannot. */
    @ParameterizedTest
    @CsvSource({"'', '[x]=1; [x]=2;'", "lock, '[x]=2;'"})
    void incrementsAreAtomicOnlyWhenLocked(String lock, String states) {
        String test = "X86 inc\n{ }\n P0 | P1 ;\n " + lock + " inc [x] | " + lock + " inc [x] ;\nforall (x=2)";
        LitmusResult result = run(test);
        StringBuilder shown = new StringBuilder();
        result.states().forEach(s -> shown.append(shown.isEmpty() ? "" : " ").append(result.show(s)));
        assertThat(shown).hasToString(states);
    }

    @Test
    void compareAndJump() {
        String test = """
                X86_64 jump
                { 0:rbx=7; }
                 P0              | P1          ;
                 movq (x),%rax   | movq $1,(x) ;
                 cmpq $1,%rax    |             ;
                 jne out         |             ;
                 movq %rbx,(y)   |             ;
                 out:            |             ;
                locations [0:rax; y;]
                forall (0:rax=0 /\\ y=0 \\/ 0:rax=1 /\\ y=7)
                """;
        LitmusResult result = run(test);
        assertThat(result.ok()).isTrue();
        assertThat(result.observation()).isEqualTo("Always");
        assertThat(result.states()).hasSize(2);
    }

    @Test
    void compareAndExchangeTellsItsLoserTheValue() {
        String test = """
                X86 cas
                { 0:EBX=1; 1:EBX=2; }
                 P0                    | P1                    ;
                 lock cmpxchg [x],EBX  | lock cmpxchg [x],EBX  ;
                forall (0:EAX=0 /\\ 1:EAX=1 /\\ x=1 \\/ 0:EAX=2 /\\ 1:EAX=0 /\\ x=2)
                """;
        assertThat(run(test).observation()).isEqualTo("Always");
    }

    @Test
    void addressesAreValues() {
        String test = """
                X86_64 pointer
                { p=x; y=5; }
                 P0            | P1            ;
                 movq $y,(p)   | movq (p),%rax ;
                               | movq (%rax),%rbx ;
                forall (1:rax=x /\\ 1:rbx=0 \\/ 1:rax=y /\\ 1:rbx=5)
                """;
        LitmusResult result = run(test);
        assertThat(result.observation()).isEqualTo("Always");
        assertThat(result.show(result.states().get(0))).isEqualTo("1:rax=x; 1:rbx=0;");
    }

    @Test
    void kernelAtomicsAndBranches() {
        String test = """
                C atomics
                { atomic_t c = 1; int *p = &c; }
                P0(atomic_t *c, int *x) {
                    int r0 = -1;
                    if (atomic_dec_and_test(c) && atomic_fetch_add(4, c) == 0)
                        r0 = atomic_add_return_relaxed(2, c); // 6
                    else
                        WRITE_ONCE(*x, 1);
                }
                P1(int **p) {
                    int *r1;
                    int r2;
                    r1 = READ_ONCE(*p);
                    r2 = READ_ONCE(*r1);
                }
                locations [c;]
                forall (0:r0=6 /\\ ~x=1 /\\ (1:r2=1 \\/ 1:r2=0 \\/ 1:r2=4 \\/ 1:r2=6)) (* the end *)
                """;
        LitmusResult result = run(test);
        assertThat(result.observation()).isEqualTo("Always");
        assertThat(result.states()).hasSize(4);
    }

    /** Line breaks are written as {@code ^}. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            ARM x                                            ! 1:1: expected X86, X86_64 or C, found 'ARM'
            X86^{ }                                          ! 1:1: expected the name of the test after 'X86'
            X86 a^"b^{ }                                     ! 2:1: expected a closing '"', found the end of the file
            X86 a^{ x=; }^P0;^MOV EAX,[x];^exists (x=0)      ! 2:5: expected a number or a memory location, found ';'
            X86 a^{ 9:EAX=1; }^P0;^MOV EAX,[x];^exists (x=0) ! 2:3: expected a thread from 0 to 0, found 9
            X86 a^{ }^P1;^MOV EAX,[x];^exists (x=0)          ! 3:1: expected P0, found 'P1'
            X86 a^{ }^P0;^ MOVB AL,[x];^exists (x=0)         ! 4:2: expected an instruction that litmus tests use on 32 or 64 bits, found 'MOVB'
            X86 a^{ }^P0;^ MOV AX,[x];^exists (x=0)          ! 4:6: expected a register, a number or '[', found 'AX'
            X86 a^{ }^P0;^ MOV [x],[y];^exists (x=0)         ! 4:10: expected at most one memory operand, found a second one
            X86 a^{ }^P0;^ MOV $1,EAX;^exists (x=0)          ! 4:6: expected a register or a memory location to write to, found '$'
            X86 a^{ }^P0;^ MOV EAX,12ab;^exists (x=0)        ! 4:10: expected a number, found '12ab'
            X86 a^{ }^P0;^ LOCK ADD EAX,$1;^exists (x=0)     ! 4:11: expected a memory location to lock, found 'EAX'
            X86 a^{ }^P0|P1;^ MFENCE;^exists (x=0)           ! 4:8: expected '|', found ';'
            X86 a^{ }^P0;^ l: jmp l;^exists (x=0)            ! 4:9: expected a label further down in the same thread, found 'l'
            X86_64 a^{ }^P0;^ movl 1,(x);^exists (x=0)       ! 4:7: expected a register, '$', '(' or a memory location, found '1'
            X86 a^{ }^P0;^ MFENCE;                           ! 4:9: expected an instruction, '|' or ';', found the end of the file
            X86 a^{ }^P0;^ MFENCE;^exists (x=0               ! 5:12: expected ')', found the end of the file
            X86 a^{ }^P0;^ MFENCE;^exists x=0 x              ! 5:12: expected the end of the file, found 'x'
            X86 a^{ }^P0;^ MFENCE;^exists (0:r1=0)           ! 5:9: expected a register of thread 0, found r1
            X86 a^{ } (* P0;^ MFENCE;                        ! 2:5: expected a '*)' that closes this comment, found the end of the file
            C a^{ }^P0(int *x)^{^ x = 1;^}^exists (x=0)      ! 5:2: expected a statement: an assignment to a local variable, a call, a declaration or 'if', found 'x'
            C a^{ }^P0(int *x)^{^ int r = *x;^}^exists (x=0) ! 5:10: expected READ_ONCE around an access to memory, found '*'
            C a^{ }^P0(int *x)^{^ frob(x);^}^exists (x=0)    ! 5:2: expected a kernel primitive with a counterpart on x86, found 'frob'
            C a^{ }^P0(int *x)^{^ int r = READ_ONCE(x);^}^exists (x=0) ! 5:20: expected '*', found 'x'
            C a^{ }^P0(int *x)^{^ smp_mb();^}^exists (0:r=0) ! 7:9: expected a register of thread 0, found r
            """)
    void malformedFilesAreRefusedWithPlaceAndReason(String text, String error) {
        assertThatThrownBy(() -> LitmusTest.parse("f", text.replace('^', '\n')))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:" + error);
    }
}
