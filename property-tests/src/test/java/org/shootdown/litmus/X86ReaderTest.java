package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Is each form of x86 code that the reader claims to understand read, and executed as the processor does? */
class X86ReaderTest {
    /** Two increments without LOCK can lose one; with LOCK they cannot. */
    @ParameterizedTest
    @CsvSource({"'', '[x]=1; [x]=2;'", "lock, '[x]=2;'"})
    void incrementsAreAtomicOnlyWhenLocked(String lock, String states) {
        String test = "X86 inc\n{ }\n P0 | P1 ;\n " + lock + " inc [x] | " + lock + " inc [x] ;\nforall (x=2)";
        assertThat(String.join(" ", Decided.states(test))).isEqualTo(states);
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
        assertThat(Decided.states(test)).containsExactly("0:rax=0; [y]=0;", "0:rax=1; [y]=7;");
    }

    /** Compilers put the unlikely branch behind the function's end. */
    @Test
    void aJumpBackThatMakesNoLoop() {
        String test = """
                X86_64 back
                { }
                 P0            | P1          ;
                 movl (y),%eax | movl $1,(y) ;
                 cmpl $1,%eax  | ret         ;
                 je seen       | movl $2,(y) ;
                 out:          |             ;
                 movl $5,%ebx  |             ;
                 ret           |             ;
                 seen:         |             ;
                 movl $9,(x)   |             ;
                 jmp out       |             ;
                forall (0:rbx=5 /\\ y=1 /\\ x=0)
                """;
        assertThat(Decided.states(test)).containsExactly("0:rbx=5; [x]=0; [y]=1;", "0:rbx=5; [x]=9; [y]=1;");
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
        assertThat(Decided.underTso(test).observation()).isEqualTo("Always");
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
        assertThat(Decided.states(test)).containsExactly("1:rax=x; 1:rbx=0;", "1:rax=y; 1:rbx=5;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nop",
                "NOP",
                "nopl 0(%rax)",
                "nopw 0(%rax,%rbx,0)",
                "NOPL %cs:0(%rax,%eax,0)",
                "nopl (x)",
                "endbr64",
                "ret",
                "retq"
            })
    void instructionsWithoutEffect(String instruction) {
        String test = "X86_64 nop\n{ 0:rax=7; x=3; }\n P0 ;\n " + instruction + " ;\nforall (0:rax=7 /\\ x=3)";
        assertThat(Decided.states(test)).containsExactly("0:rax=7; [x]=3;");
    }

    /** Counts are taken modulo the width; SHR fills with zeros, SAR with the sign. */
    @ParameterizedTest
    @CsvSource({
        "'shl 2,%eax', 1, 4",
        "'shl $2,%eax', 1, 4",
        "'salq $4,%rax', 3, 48",
        "'shl %eax', 5, 10",
        "'shll $33,%eax', 1, 2",
        "'shl $31,%eax', 1, -2147483648",
        "'shr $1,%eax', -2, 2147483647",
        "'shrq $60,%rax', -1, 15",
        "'sar $1,%eax', -6, -3",
        "'sarl $1,%eax', 4294967290, -3"
    })
    void shifts(String instruction, long before, long after) {
        String test =
                "X86_64 shift\n{ 0:rax=" + before + "; }\n P0 ;\n " + instruction + " ;\nforall (0:rax=" + after + ")";
        assertThat(Decided.states(test)).containsExactly("0:rax=" + after + ";");
    }

    /** A load of an element is a load: the other thread's store to it is seen or not. */
    @Test
    void arraysAndScaledAddresses() {
        String test = """
                X86_64 array
                { int64_t t[2] = {1,-1}; 0:rax=t; 0:rbx=1; int64_t 0:rcx; }
                 P0                       | P1              ;
                 movq 0(%rax,%rbx,8),%rcx | movq $t,%rax    ;
                                          | movq $5,8(%rax) ;
                locations [t[0];]
                forall (t[1]=5)
                """;
        assertThat(Decided.states(test))
                .isEqualTo(Decided.states(test.replace("forall (t[1]=5)", "forall (true)\n")
                        .replace("locations [t[0];]", "locations [t[0]; t[1];]")));
        String loads = test.replace("locations [t[0];]", "locations [0:rcx; t[0];]");
        assertThat(Decided.states(loads))
                .containsExactly("0:rcx=-1; [t[0]]=1; [t[1]]=5;", "0:rcx=5; [t[0]]=1; [t[1]]=5;");
    }

    /** herd prints registers its own way, whatever the file says, and in its own order: by number behind the classic ones. */
    @Test
    void registersAreNamedAndSortedAsHerdDoes() {
        String test = """
                X86_64 names
                { 0:RAX=1; 0:rip=0; }
                 P0             ;
                 movq $2,%R10   ;
                 movq $3,%r9    ;
                 movq $4,%RDI   ;
                 movq $5,%rsi   ;
                locations [0:R10; 0:r9; 0:RDI; 0:rsi; 0:CS; 0:Rip;]
                forall (0:rax=1)
                """;
        LitmusResult result = Decided.underTso(test);
        assertThat(result.show(result.states().get(0)))
                .isEqualTo("0:rip=0; 0:cs=0; 0:rax=1; 0:rsi=5; 0:rdi=4; 0:r9=3; 0:r10=2;");
        assertThat(result.test().condition()).isEqualTo("forall (0:rax=1)");
        assertThat(Decided.states("X86 names\n{ }\n P0 ;\n MOV eax,$1 ;\nforall (0:eax=1)"))
                .containsExactly("0:EAX=1;");
    }

    /** The 32 bits of an unsigned number are those of a negative one. */
    @Test
    void numbersOf32BitsAreSigned() {
        assertThat(Decided.states(
                        "X86 u\n{ x=4294967295; }\n P0 ;\n MOV EAX,[x] ;\nforall (0:EAX=-1 /\\ x=0xffffffff)"))
                .containsExactly("0:EAX=-1; [x]=-1;");
        assertThat(Decided.states("X86_64 u\n{ 0:RBX=0x202020202020202; }\n P0 ;\n MOVQ %RBX,(x) ;\nforall (x=0)"))
                .containsExactly("[x]=144680345676153346;");
    }
}
