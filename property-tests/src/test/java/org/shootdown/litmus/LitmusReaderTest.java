package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @Test
    void onlyStatesThatTheFilterLetsThroughCount() {
        String test = """
                X86 SB
                { }
                 P0          | P1          ;
                 MOV [x],$1  | MOV [y],$1  ;
                 MOV EAX,[y] | MOV EAX,[x] ;
                locations [x;]
                filter (~0:EAX=1)
                exists (1:EAX=0)
                """;
        assertThat(run(test).report()).isEqualTo("""
                        Test SB Allowed
                        States 2
                        1:EAX=0; [x]=1;
                        1:EAX=1; [x]=1;
                        Ok
                        Witnesses
                        Positive: 1 Negative: 1
                        Condition exists (1:EAX=0)
                        Observation SB Sometimes 1 1

                        """);
    }

    @Test
    void registersAreComparedWithEachOther() {
        String test = """
                X86 two
                { }
                 P0          | P1          | P2          ;
                 MOV EAX,[x] | MOV EAX,[x] | MOV [x],$1  ;
                exists (0:EAX=1:EAX)
                """;
        LitmusResult result = run(test);
        assertThat(result.positive()).isEqualTo(2);
        assertThat(result.negative()).isEqualTo(2);
        assertThat(result.test().condition()).isEqualTo("exists (0:EAX=1:EAX)");
        assertThat(run(test.replace("0:EAX=1:EAX", "0:EAX != 1:EAX")).positive())
                .isEqualTo(2);
        assertThat(run(test.replace("0:EAX=1:EAX", "0:EAX<>1")).positive()).isEqualTo(1);
    }

    @Test
    void aTestWithoutAQuestionShowsItsFinalStates() {
        LitmusResult result = run("C none\n{ }\nP0(int *x) { WRITE_ONCE(*x, 1); }\nlocations [x; 0:r7]");
        assertThat(result.report()).isEqualTo("""
                        Test none Required
                        States 1
                        0:r7=0; [x]=1;
                        Ok
                        Witnesses
                        Positive: 1 Negative: 0
                        Condition forall (true)
                        Observation none Always 1 0

                        """);
    }

    /** Line breaks are written as {@code ^}. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            ARM x                                            ! 1:1: expected X86, X86_64, AArch64 or C, found 'ARM'
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
            X86 a^{ }^P0;^ l: jmp l;^exists (x=0)            ! 4:9: expected a jump that makes no loop, found one back to 'l'
            X86_64 a^{ }^P0;^ movl 1,(x);^exists (x=0)       ! 4:7: expected a register, '$', '(' or a memory location, found '1'
            X86 a^{ }^P0;^ MFENCE;                           ! 4:9: expected an instruction, '|' or ';', found the end of the file
            X86 a^{ }^P0;^ MFENCE;^exists (x=0               ! 5:12: expected ')', found the end of the file
            X86 a^{ }^P0;^ MFENCE;^exists x=0 x              ! 5:12: expected the end of the file, found 'x'
            X86 a^{ }^P0;^ MFENCE;^exists (0:r1=0)           ! 5:11: expected a register of thread 0, found r1
            X86 a^{ } (* P0;^ MFENCE;                        ! 2:5: expected a '*)' that closes this comment, found the end of the file
            C a^{ }^P0(int *x)^{^ x = 1;^}^exists (x=0)      ! 5:2: expected a statement: an assignment to a variable or to *location, a call, a declaration or 'if', found 'x'
            C a^{ x=0; }^P0(int *y)^{^ x = 1;^}^exists (x=0) ! 5:2: expected a statement: an assignment to a variable or to *location, a call, a declaration or 'if', found 'x'
            C a^{ }^P0(int *x)^{^ int r = q;^}^exists (x=0)  ! 5:10: expected a local variable, a parameter or a call, found 'q'
            C a^{ }^P0(int *x)^{^ int r = srcu_read_lock(*x);^}^exists (x=0) ! 5:25: expected the name of an srcu_struct, found '*'
            X86 a^{ x=99999999999; }^P0;^NOP;^exists (x=0)   ! 2:5: expected a number of at most 32 bits, found '99999999999'
            X86 a^{ }^P0;^ MOV [x],$99999999999;^exists (x=0) ! 4:10: expected a number of at most 32 bits, found 99999999999
            X86 a^{ }^P0;^ MOV EAX,-2147483649;^exists (x=0) ! 4:10: expected a number of at most 32 bits, found -2147483649
            X86 a^{ }^P0;^ MOV EAX,[x];^exists (0:EAX=-2147483649) ! 5:15: expected a number of at most 32 bits, found '-2147483649'
            X86_64 a^{ }^P0;^ movl $99999999999,(x);^exists (x=0) ! 4:7: expected a number of at most 32 bits, found 99999999999
            X86_64 a^{ }^P0;^ add $99999999999,%eax;^exists (x=0) ! 4:6: expected a number of at most 32 bits, found 99999999999
            X86_64 a^{ x=99999999999999999999; }^P0;^ nop;^exists (x=0) ! 2:5: expected a number of at most 64 bits, found '99999999999999999999'
            C a^{ int x = 99999999999; }^P0(int *x)^{^}^exists (x=0) ! 2:11: expected a number of at most 32 bits, found '99999999999'
            C a^{ }^P0(int *x)^{^ WRITE_ONCE(*x, 99999999999);^}^exists (x=0) ! 5:17: expected a number of at most 32 bits, found 99999999999
            C a^{ }^P0(int *x)^{^ int r = 99999999999;^}^exists (x=0) ! 5:10: expected a number of at most 32 bits, found 99999999999
            X86 a^{ }^P0;^ je l;^exists (x=0)                ! 4:5: expected a label of the same thread, found 'l'
            X86 a^{ }^P0;^ lock mov [x],$1;^exists (x=0)     ! 4:7: expected an instruction that can be locked, found 'mov'
            X86_64 a^{ }^P0;^ shl %ebx,%eax;^exists (x=0)    ! 4:6: expected a number to shift by, found '%'
            X86_64 a^{ int t[99]; }^P0;^ nop;^exists (x=0)   ! 2:9: expected a size from 1 to 64, found '99'
            X86_64 a^{ int t[2]; }^P0;^ nop;^exists (t[2]=0) ! 5:11: expected an index of the array t, found '2'
            X86_64 a^{ 0:rax=t; int t[2]; }^P0;^ nop;^exists (x=0) ! 2:16: expected an array that is declared once and before its use, found 't'
            X86_64 a^{ }^P0;^ nop;^exists (0:al=0)           ! 5:11: expected a register of thread 0, found al
            C a^{ }^P0(int *x)^{^ frob(x);^}^exists (x=0)    ! 5:2: expected a kernel primitive with a counterpart on x86, found 'frob'
            C a^{ }^P0(int *x)^{^ int r = READ_ONCE(x);^}^exists (x=0) ! 5:20: expected '*', found 'x'
            C a^{ }^P0(int *x)^{^ smp_mb();^}^exists (0:r=0) ! 7:9: expected a register of thread 0, found r
            """)
    void malformedFilesAreRefusedWithPlaceAndReason(String text, String error) {
        assertThatThrownBy(() -> LitmusTest.parse("f", text.replace('^', '\n')))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:" + error);
    }

    /** What a generator or a cat on the keyboard writes is one line too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X86 deep\n{ }\nP0;\n NOP;\nexists (((",
                "C deep\n{ }\nP0(int *x) { int r = (((",
                "C deep\n{ }\nP0(int *x) { {{{"
            })
    void deepNestingIsRefused(String start) {
        String last = start.substring(start.length() - 1);
        assertThatThrownBy(() -> LitmusTest.parse("f", start + last.repeat(100_000)))
                .isInstanceOf(LitmusException.class)
                .hasMessageContaining("expected at most 200 levels inside each other");
    }

    @Test
    void moreThreadsThanCpusAreRefused() {
        StringBuilder test = new StringBuilder("C many\n{ }\n");
        for (int thread = 0; thread < 65; thread++) {
            test.append("P").append(thread).append("(int *x) { }\n");
        }
        assertThatThrownBy(() -> LitmusTest.parse("f", test + "exists (x=0)"))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:3:1: expected at most 64 threads, found 65");
    }

    /** Each of twelve threads multiplies what it finds, and every order gives another product. */
    @Test
    void tooManyValuesAreRefused() {
        StringBuilder test = new StringBuilder("C many\n{ x = 1; }\n");
        for (int thread = 0; thread < 12; thread++) {
            test.append("P%d(int *x) { r0 = READ_ONCE(*x); WRITE_ONCE(*x, r0 * 3 + %d); }\n".formatted(thread, thread));
        }
        assertThatThrownBy(() -> LitmusTest.parse("f", test + "exists (x=0)"))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:1:1: many computes with more than 4096 different values");
    }

    /** Twenty loads of eight values each can return more combinations than anyone wants to run along. */
    @Test
    void tooManyWaysAreRefused() {
        StringBuilder test = new StringBuilder("C ways\n{ }\nP0(int *x) {");
        for (int i = 0; i < 20; i++) {
            test.append(" r%d = READ_ONCE(*x); WRITE_ONCE(*x, %d);".formatted(i, i % 8));
        }
        assertThatThrownBy(() -> LitmusTest.parse("f", test + " }\nexists (x=0)"))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:1:1: ways has a thread that can go more than 1000000 ways");
    }
}
