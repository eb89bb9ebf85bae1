/* zap, memory model tso.
 * Every distinct state, without reduction, and every kind of violation (-o2 keeps variables that nobody reads):
 *   spin -a -o2 FILE && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -c0 -n -m10000000
 */

bit m_pmd = 1; /* 0..1 cell pmd */
bit m_pte = 1; /* 0..1 cell pte */
bit m_preempted = 0; /* 0..1 cell preempted */
byte g_table = 0; /* 0..2 ghost table */
byte pc0 = 5; /* 0..5 CPU 0 */
byte pc1 = 4; /* 0..4 CPU 1 */
bit irq1 = 0; /* 0..1 CPU 1: interrupt handler */
bit stopped1 = 0; /* 0..1 CPU 1: stopped by its host */
bit queue1_0 = 0; /* 0..1 CPU 1: request 0 */
bit pc2 = 0; /* 0..0 CPU 2 */
byte pc3 = 4; /* 0..4 host */

#define irq_off1 ((pc1 == 1 || pc1 == 2 || pc1 == 3))
#define finished (pc0 == 0 && pc1 == 0 && irq1 == 0 && queue1_0 == 0 && pc2 == 0)

/* Outside the state: each is set where it is judged, in the same step. */
hidden byte holds_P1;
hidden byte holds_P2;
hidden byte holds_P3;
hidden byte holds_DEADLOCK;
hidden byte holds_ASSERTION;

/* CPU 0 */
active proctype cpu0() {
  do
  /* free(table) */
  :: d_step { pc0 == 1 -> g_table = 2; pc0 = 0 }
  /* csd_lock_wait(CPU 1) */
  :: d_step { pc0 == 2 && !(queue1_0 == 1) -> pc0 = 1 }
  /* send_IPI(CPU 1, flush_tlb_func) */
  :: d_step { pc0 == 3 && !(queue1_0 == 1) -> queue1_0 = ((queue1_0 == 0) -> 1 : queue1_0); pc0 = 2 }
  /* READ_ONCE(preempted) = 0 */
  :: d_step { pc0 == 4 && m_preempted == 0 -> pc0 = 3 }
  /* READ_ONCE(preempted) = 1 */
  :: d_step { pc0 == 4 && m_preempted == 1 -> pc0 = 1 }
  /* xchg(pmd) */
  :: d_step { pc0 == 5 && m_pmd == 1 -> m_pmd = 0; pc0 = 4; g_table = 1 }
  od
}

/* CPU 1 */
active proctype cpu1() {
  do
  /* local_irq_restore() */
  :: d_step { pc1 == 1 && stopped1 == 0 && irq1 == 0 -> pc1 = 0 }
  /* walk(table, pte) */
  :: d_step { pc1 == 2 && stopped1 == 0 && irq1 == 0 && m_pte == 1 -> holds_P1 = !(g_table == 2); assert(holds_P1); pc1 = 1 }
  /* READ_ONCE(pmd) = 0 */
  :: d_step { pc1 == 3 && stopped1 == 0 && irq1 == 0 && m_pmd == 0 -> pc1 = 1 }
  /* READ_ONCE(pmd) = 1 */
  :: d_step { pc1 == 3 && stopped1 == 0 && irq1 == 0 && m_pmd == 1 -> pc1 = 2 }
  /* local_irq_save() */
  :: d_step { pc1 == 4 && stopped1 == 0 && irq1 == 0 -> pc1 = 3 }
  /* interrupt: flush_tlb_func for CPU 0, and return */
  :: d_step { queue1_0 == 1 && stopped1 == 0 && irq1 == 0 && !(irq_off1) -> queue1_0 = 0 }
  /* return from interrupt */
  :: d_step { irq1 == 1 && stopped1 == 0 -> irq1 = 0; queue1_0 = 0 }
  od
}

/* host */
active proctype cpu3() {
  do
  /* WRITE_ONCE(preempted, 0) */
  :: d_step { pc3 == 1 -> m_preempted = 0; pc3 = 0 }
  /* resume(CPU 1) */
  :: d_step { pc3 == 2 -> stopped1 = 0; pc3 = 1 }
  /* WRITE_ONCE(preempted, 1) */
  :: d_step { pc3 == 3 -> m_preempted = 1; pc3 = 2 }
  /* stop(CPU 1) */
  :: d_step { pc3 == 4 && stopped1 == 0 -> stopped1 = 1; pc3 = 3 }
  od
}

/* Lets finished states be, so that what is left without a successor is a deadlock. */
active proctype end_of_all() { do :: finished od }
