---- MODULE zap ----
\* zap, memory model tso.
\* TLC configuration: SPECIFICATION Spec, and INVARIANT for each property below.
EXTENDS Naturals

VARIABLE s

State == [
  m_pmd : 0..1, \* cell pmd
  m_pte : 0..1, \* cell pte
  m_preempted : 0..1, \* cell preempted
  g_table : 0..2, \* ghost table
  pc0 : 0..5, \* CPU 0
  pc1 : 0..4, \* CPU 1
  irq1 : 0..1, \* CPU 1: interrupt handler
  stopped1 : 0..1, \* CPU 1: stopped by its host
  queue1_0 : 0..1, \* CPU 1: request 0
  pc2 : 0..0, \* CPU 2
  pc3 : 0..4  \* host
]
Init == s = [
  m_pmd |-> 1, \* cell pmd
  m_pte |-> 1, \* cell pte
  m_preempted |-> 0, \* cell preempted
  g_table |-> 0, \* ghost table
  pc0 |-> 5, \* CPU 0
  pc1 |-> 4, \* CPU 1
  irq1 |-> 0, \* CPU 1: interrupt handler
  stopped1 |-> 0, \* CPU 1: stopped by its host
  queue1_0 |-> 0, \* CPU 1: request 0
  pc2 |-> 0, \* CPU 2
  pc3 |-> 4  \* host
]

irq_off1 == (s.pc1 = 1 \/ s.pc1 = 2 \/ s.pc1 = 3)
Finished == (s.pc0 = 0 /\ s.pc1 = 0 /\ s.irq1 = 0 /\ s.queue1_0 = 0 /\ s.pc2 = 0)

\* CPU 0
cpu0_1 == \* free(table)
  /\ s.pc0 = 1
  /\ s' = [s EXCEPT !.g_table = 2, !.pc0 = 0]
cpu0_2 == \* csd_lock_wait(CPU 1)
  /\ (s.pc0 = 2 /\ ~(s.queue1_0 = 1))
  /\ s' = [s EXCEPT !.pc0 = 1]
cpu0_3 == \* send_IPI(CPU 1, flush_tlb_func)
  /\ (s.pc0 = 3 /\ ~(s.queue1_0 = 1))
  /\ s' = [s EXCEPT !.queue1_0 = (IF s.queue1_0 = 0 THEN 1 ELSE s.queue1_0), !.pc0 = 2]
cpu0_4 == \* READ_ONCE(preempted) = 0
  /\ (s.pc0 = 4 /\ s.m_preempted = 0)
  /\ s' = [s EXCEPT !.pc0 = 3]
cpu0_5 == \* READ_ONCE(preempted) = 1
  /\ (s.pc0 = 4 /\ s.m_preempted = 1)
  /\ s' = [s EXCEPT !.pc0 = 1]
cpu0_6 == \* xchg(pmd)
  /\ (s.pc0 = 5 /\ s.m_pmd = 1)
  /\ s' = [s EXCEPT !.m_pmd = 0, !.pc0 = 4, !.g_table = 1]
Cpu0 == cpu0_1 \/ cpu0_2 \/ cpu0_3 \/ cpu0_4 \/ cpu0_5 \/ cpu0_6

\* CPU 1
cpu1_1 == \* local_irq_restore()
  /\ (s.pc1 = 1 /\ s.stopped1 = 0 /\ s.irq1 = 0)
  /\ s' = [s EXCEPT !.pc1 = 0]
cpu1_2 == \* walk(table, pte)
  /\ (s.pc1 = 2 /\ s.stopped1 = 0 /\ s.irq1 = 0 /\ s.m_pte = 1)
  /\ s' = [s EXCEPT !.pc1 = 1]
cpu1_3 == \* READ_ONCE(pmd) = 0
  /\ (s.pc1 = 3 /\ s.stopped1 = 0 /\ s.irq1 = 0 /\ s.m_pmd = 0)
  /\ s' = [s EXCEPT !.pc1 = 1]
cpu1_4 == \* READ_ONCE(pmd) = 1
  /\ (s.pc1 = 3 /\ s.stopped1 = 0 /\ s.irq1 = 0 /\ s.m_pmd = 1)
  /\ s' = [s EXCEPT !.pc1 = 2]
cpu1_5 == \* local_irq_save()
  /\ (s.pc1 = 4 /\ s.stopped1 = 0 /\ s.irq1 = 0)
  /\ s' = [s EXCEPT !.pc1 = 3]
cpu1_6 == \* interrupt: flush_tlb_func for CPU 0, and return
  /\ (s.queue1_0 = 1 /\ s.stopped1 = 0 /\ s.irq1 = 0 /\ ~(irq_off1))
  /\ s' = [s EXCEPT !.queue1_0 = 0]
cpu1_7 == \* return from interrupt
  /\ (s.irq1 = 1 /\ s.stopped1 = 0)
  /\ s' = [s EXCEPT !.irq1 = 0, !.queue1_0 = 0]
Cpu1 == cpu1_1 \/ cpu1_2 \/ cpu1_3 \/ cpu1_4 \/ cpu1_5 \/ cpu1_6 \/ cpu1_7

\* host
cpu3_1 == \* WRITE_ONCE(preempted, 0)
  /\ s.pc3 = 1
  /\ s' = [s EXCEPT !.m_preempted = 0, !.pc3 = 0]
cpu3_2 == \* resume(CPU 1)
  /\ s.pc3 = 2
  /\ s' = [s EXCEPT !.stopped1 = 0, !.pc3 = 1]
cpu3_3 == \* WRITE_ONCE(preempted, 1)
  /\ s.pc3 = 3
  /\ s' = [s EXCEPT !.m_preempted = 1, !.pc3 = 2]
cpu3_4 == \* stop(CPU 1)
  /\ (s.pc3 = 4 /\ s.stopped1 = 0)
  /\ s' = [s EXCEPT !.stopped1 = 1, !.pc3 = 3]
Cpu3 == cpu3_1 \/ cpu3_2 \/ cpu3_3 \/ cpu3_4

Stutter == Finished /\ UNCHANGED s
Next == Cpu0 \/ Cpu1 \/ Cpu3 \/ Stutter
Spec == Init /\ [][Next]_s

TypeOK == s \in State
P1 ==
  /\ ~(s.pc1 = 2 /\ s.stopped1 = 0 /\ s.irq1 = 0 /\ s.m_pte = 1 /\ s.g_table = 2)
====
