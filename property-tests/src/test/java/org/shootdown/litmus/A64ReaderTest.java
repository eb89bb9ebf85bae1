package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AArch64 code does in registers and at addresses, and what is said of code that cannot be read. */
class A64ReaderTest {
    private static List<String> states(String text) {
        LitmusResult result = Decided.underArmv8(LitmusTest.parse("f", text));
        return result.states().stream().map(result::show).toList();
    }

    /** The final value of X0 after instructions that are set apart by semicolons, as a table of one column. */
    private static String after(String initial, String code) {
        return states("AArch64 t\n{ " + initial + " }\n P0 ;\n" + code.replace(";", " ;\n") + " ;\nlocations [0:X0]")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MOV W0,#7                                           | 7
            MOV W0,#-1                                          | 4294967295
            MOV X0,#-1                                          | -1
            MOVZ X0,#1,LSL #16                                  | 65536
            MOV W0,#1;MOVK W0,#2,LSL #16                        | 131073
            MOV W1,#5;MVN W0,W1                                 | 4294967290
            MOV X1,#5;NEG X0,X1                                 | -5
            MOV W1,#6;ADD W0,W1,#1                              | 7
            MOV W1,#6;SUB W0,W1,W1                              | 0
            MOV W1,#6;AND W0,W1,#3                              | 2
            MOV W1,#6;BIC W0,W1,#3                              | 4
            MOV W1,#6;ORR W0,W1,#1                              | 7
            MOV W1,#6;EOR W0,W1,#3                              | 5
            MOV W1,#6;MUL W0,W1,W1                              | 36
            MOV W1,#6;LSL W0,W1,#2                              | 24
            MOV W1,#-8;LSR W0,W1,#28                            | 15
            MOV W1,#-8;ASR W0,W1,#1                             | 4294967292
            MOV W1,#-1;MOV X2,#1;ADD X0,X2,W1,SXTW              | 0
            MOV W1,#-1;MOV X2,#1;ADD X0,X2,W1,UXTW              | 4294967296
            MOV W1,#255;SXTB W0,W1                              | 4294967295
            MOV W1,#3;MOV W2,#4;CMP W1,W2;CSEL W0,W1,W2,LT      | 3
            MOV W1,#3;MOV W2,#4;CMP W1,W2;CSEL W0,W1,W2,GE      | 4
            MOV W1,#-1;MOV W2,#1;CMP W1,W2;CSET W0,LT           | 1
            MOV W1,#-1;MOV W2,#1;CMP W1,W2;CSET W0,LO           | 0
            MOV W1,#3;MOV W2,#4;CMP W1,W2;CSINC W0,W1,W2,EQ     | 5
            MOV W1,#3;CMP W1,#3;CINC W0,W1,EQ                   | 4
            MOV W1,#1;TST W1,#1;CSET W0,NE                      | 1
            MOV W1,#-1;ADDS W2,W1,#1;CSET W0,CS                 | 1
            MOV W0,#1;CBNZ W0,L;MOV W0,#2;L:                    | 1
            MOV W0,#1;CBZ W0,L;MOV W0,#2;L:                     | 2
            MOV W0,#4;TBNZ W0,#2,L;MOV W0,#2;L:                 | 4
            MOV W0,#4;TBZ W0,#2,L;MOV W0,#2;L:                  | 2
            MOV W0,#1;CMP W0,#1;B.EQ L;MOV W0,#2;L:             | 1
            MOV W0,#1;CMP W0,#1;BNE L;MOV W0,#2;L:              | 2
            MOV W0,#1;B L;MOV W0,#2;L: NOP                      | 1
            MOV WZR,#1;MOV W0,WZR                               | 0
            """)
    void whatInstructionsDoInRegisters(String code, String expected) {
        assertThat(after("", code)).isEqualTo("0:X0=" + expected + ";");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LDR W0,[X1]                                         | 5
            LDR W0,[X2]                                         | 4294967295
            LDRSW X0,[X2]                                       | -1
            LDRSB W0,[X2]                                       | 4294967295
            LDRSH X0,[X2]                                       | -1
            LDRB W0,[X2]                                        | 255
            LDRH W0,[X2]                                        | 65535
            LDUR W0,[X1]                                        | 5
            LDAR W0,[X1]                                        | 5
            LDAPR W0,[X1]                                       | 5
            LDR W0,[X3,#4]                                      | 8
            LDR W0,[X3,#4]!;LDR W0,[X3]                         | 8
            LDR W4,[X3],#4;LDR W0,[X3]                          | 8
            MOV W4,#1;LDR W0,[X3,W4,SXTW #2]                    | 8
            LDP W4,W0,[X3]                                      | 8
            LDP W0,W4,[X3]                                      | 7
            LDP W4,W5,[X3],#4;LDR W0,[X3]                       | 8
            MOV W4,#9;STR W4,[X1];LDR W0,[X1]                   | 9
            MOV W4,#9;STP W4,W4,[X3];LDR W0,[X3,#4]             | 9
            MOV W4,#9;STLR W4,[X1];LDR W0,[X1]                  | 9
            MOV W4,#3;LDADD W4,W0,[X1]                          | 5
            MOV W4,#3;LDADDAL W4,W5,[X1];LDR W0,[X1]            | 8
            MOV W4,#3;STADD W4,[X1];LDR W0,[X1]                 | 8
            MOV W4,#1;LDCLR W4,W5,[X1];LDR W0,[X1]              | 4
            MOV W4,#2;LDSETA W4,W5,[X1];LDR W0,[X1]             | 7
            MOV W4,#1;LDEORL W4,W5,[X1];LDR W0,[X1]             | 4
            MOV W4,#1;LDSMAX W4,W5,[X2];LDR W0,[X2]             | 1
            MOV W4,#1;LDUMAX W4,W5,[X2];LDR W0,[X2]             | 4294967295
            MOV W4,#1;LDSMIN W4,W5,[X1];LDR W0,[X1]             | 1
            MOV W4,#1;LDUMINB W4,W5,[X2];LDRB W0,[X2]           | 1
            MOV W4,#9;SWPAL W4,W0,[X1]                          | 5
            MOV W4,#9;SWP W4,W5,[X1];LDR W0,[X1]                | 9
            MOV W4,#5;MOV W5,#6;CAS W4,W5,[X1];LDR W0,[X1]      | 6
            MOV W0,#4;MOV W5,#6;CASA W0,W5,[X1]                 | 5
            MOV W4,#4;MOV W5,#6;CASAL W4,W5,[X1];LDR W0,[X1]    | 5
            """)
    void whatInstructionsDoInMemory(String code, String expected) {
        String initial = "x=5; y=-1; int a[2]={7,8}; 0:X1=x; 0:X2=y; 0:X3=a;";
        assertThat(after(initial, code)).isEqualTo("0:X0=" + expected + ";");
    }

    @Test
    void aStoreExclusiveSucceedsOrFails() {
        assertThat(states("""
                        AArch64 t
                        { 0:X1=x }
                         P0             ;
                         LDAXR W0,[X1]  ;
                         MOV W2,#7      ;
                         STLXR W3,W2,[X1] ;
                        locations [0:X3; x]
                        """)).containsExactly("0:X3=0; [x]=7;", "0:X3=1; [x]=0;");
    }

    /** SB, whose barriers are the only difference. */
    @ParameterizedTest
    @CsvSource({
        "NOP, Sometimes",
        "DMB SY, Never",
        "DMB ISH, Never",
        "DSB SY, Never",
        "DSB ST, Never",
        "DMB ST, Sometimes",
        "DMB ISHLD, Sometimes",
        "ISB, Sometimes"
    })
    void whatBarriersOrder(String barrier, String expected) {
        String text = """
                AArch64 SB
                { 0:X1=x; 0:X3=y; 1:X1=y; 1:X3=x }
                 P0          | P1          ;
                 MOV W0,#1   | MOV W0,#1   ;
                 STR W0,[X1] | STR W0,[X1] ;
                 BARRIER     | BARRIER     ;
                 LDR W2,[X3] | LDR W2,[X3] ;
                exists (0:X2=0 /\\ 1:X2=0)
                """;
        assertThat(Decided.underArmv8(LitmusTest.parse("f", text.replace("BARRIER", barrier)))
                        .observation())
                .isEqualTo(expected);
    }

    /** Names of 32 bits and of 64 name the same register, and the report says X. */
    @Test
    void registersHaveTwoNames() {
        assertThat(states("AArch64 t\n{ 0:W1=3 }\n P0 ;\n MOV X0,X1 ;\nexists (0:w0=3)"))
                .containsExactly("0:X0=3;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FROB W0              | 4:1: expected an A64 instruction that litmus tests use, found 'FROB'
            LDXP W0,W1,[X2]      | 4:1: expected an A64 instruction that litmus tests use, found 'LDXP'
            MOV W31,#1           | 4:5: expected a register, W0 to W30, X0 to X30, WZR or XZR, found 'W31'
            ADD W0,W1            | 4:11: expected ',', found ';'
            ADD W0,X1,W2         | 4:8: expected a register of 32 bits, found 'X1'
            LDR W0,[W1]          | 4:9: expected a base register, X0 to X30, found 'W1'
            CSEL W0,W1,W2,XX     | 4:15: expected a condition, as in EQ, found 'XX'
            DMB FOO              | 4:5: expected an option, as in SY, LD or ST, found 'FOO'
            CBZ W0,L             | 4:8: expected a label further down in the same thread, found 'L'
            L: CBZ W0,L          | 4:11: expected a label further down in the same thread, found 'L'
            STADDA W0,[X1]       | 4:1: expected an A64 instruction that litmus tests use, found 'STADDA'
            """)
    void whatCannotBeReadIsNamed(String code, String expected) {
        assertThatThrownBy(() -> LitmusTest.parse("f", "AArch64 t\n{ }\n P0 ;\n" + code + " ;\nexists (0:X0=0)"))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:" + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LDR W0,[X2]              | 4:1: expected the address of a location, found 0, where nothing is
            LDR W0,[X1];LDR X0,[X1]  | 5:1: expected an access of 4 bytes to x, like the others to it (mixed sizes are not modelled), found one of 8
            """)
    void anAccessThatIsNotModelledIsNamed(String code, String expected) {
        LitmusTest test = LitmusTest.parse(
                "f", "AArch64 t\n{ 0:X1=x }\n P0 ;\n" + code.replace(";", ";\n") + " ;\nexists (0:X0=0)");
        assertThatThrownBy(() -> Decided.underArmv8(test))
                .isInstanceOf(LitmusException.class)
                .hasMessage("f:" + expected);
    }

    /** A thread's loads and stores are counted in sets of 64. */
    @Test
    void threadsThatAreTooLongAreNamed() {
        String start = "AArch64 t\n{ 0:X1=x }\n P0 ;\n";
        assertThatThrownBy(() -> LitmusTest.parse("f", start + "STR W0,[X1] ;\n".repeat(64) + "exists (x=1)"))
                .hasMessage("f:67:1: expected at most 63 stores in a thread, found one more");
        assertThatThrownBy(() -> LitmusTest.parse("f", start + "LDR W0,[X1] ;\n".repeat(65) + "exists (x=1)"))
                .hasMessage("f:68:1: expected at most 64 loads in a thread, found one more");
        assertThat(states(start + "LDR W0,[X1] ;\n".repeat(64) + "STR W1,[X1] ;\n".repeat(30) + "exists (0:X0=0)"))
                .containsExactly("0:X0=0;");
    }

    /** A wrong address on a way that no execution goes is nobody's concern. */
    @Test
    void whatIsNeverReachedIsNotWrong() {
        assertThat(states("""
                        AArch64 t
                        { 0:X1=x }
                         P0          ;
                         LDR W0,[X1] ;
                         CBZ W0,L    ;
                         LDR W0,[X2] ;
                         L:          ;
                        locations [0:X0]
                        """)).containsExactly("0:X0=0;");
    }
}
