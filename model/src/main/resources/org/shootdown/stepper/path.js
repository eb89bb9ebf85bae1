'use strict';
// One execution as far as it has come: its states, its transitions in words, and where each program stands in its source.
// Each program's place is followed along the results of its steps, since one node may stand for several places.

const LETTERS = {DRAIN: 'D', INTERRUPT: 'I', INTERRUPT_RETURN: 'R', NMI: 'N', NMI_RETURN: 'M', CALLBACK: 'C'};
const CONTEXT_LETTERS = {TASK: 't', IRQ: 'i', NMI: 'n', RCU: 'r'};

/** What tells a transition from the others out of its state, as in "1t" or "0t3": who, what, and the step's result. */
function turnOf({processor, kind, context, result}) {
  return `${processor}${LETTERS[kind] ?? CONTEXT_LETTERS[context]}${result === 0 ? '' : result}`;
}

class Path {
  constructor(interpreter) {
    this.interpreter = interpreter;
    this.machine = interpreter.machine;
    this.start = {state: interpreter.initial(), move: null, programs: this.firstPrograms(), reached: this.machine.reached};
    this.points = [this.start];
  }

  /** The last point: a state, the transition that led to it, and where each program stands. */
  get tip() {
    return this.points[this.points.length - 1];
  }

  /** What can happen next; nothing after a condition of the model's own has failed. */
  moves() {
    return this.tip.move !== null && this.tip.move.broken !== null ? [] : this.interpreter.moves(this.tip.state);
  }

  take(move) {
    const before = this.tip;
    const programs = this.followed(before, move);
    this.points.push({
      state: move.next, move, programs, reached: before.reached | move.reached,
      text: this.told(before, move), place: this.placeOf(before, move), other: this.otherOf(before, move),
    });
  }

  /** Forgets everything behind a number of steps. */
  cut(length) {
    this.points.length = length + 1;
  }

  turns() {
    return this.points.slice(1).map(point => turnOf(point.move));
  }

  /** Takes turns as long as they can be taken; returns how many that were. */
  takeAll(turns) {
    for (const [n, turn] of turns.entries()) {
      const move = this.moves().find(m => turnOf(m) === turn && m.error === null);
      if (move === undefined) {
        return n;
      }
      this.take(move);
    }
    return turns.length;
  }

  // ---- programs and their places -----------------------------------------------------------------------------------

  firstPrograms() {
    return Object.fromEntries(this.machine.processors.map(cpu => [`${cpu.id}TASK`, this.started(cpu.task.program)]));
  }

  started(program) {
    return {program, spot: program.spots.length - 1};
  }

  followed(before, move) {
    const key = move.processor + move.context;
    const cpu = this.machine.processors[move.processor];
    const programs = {...before.programs};
    if (move.kind === 'INTERRUPT') {
      const {queue} = cpu;
      programs[key] = this.started(queue.functions[queue.states[before.state[queue.field]].function]);
    } else if (move.kind === 'NMI') {
      programs[key] = this.started(cpu.nmi.program);
    } else if (move.kind === 'CALLBACK') {
      programs[key] = this.started(this.callbackOf(move).code.program);
    } else if (move.kind === 'STEP') {
      const {program, spot} = this.running(before, move);
      programs[key] = {program, spot: program.spots[spot][3][move.result]};
    }
    return programs;
  }

  callbackOf(move) {
    return this.machine.callbacks[move.processor - this.machine.processors.length];
  }

  /** The program that makes a step; a callback that is called, perhaps not for the first time, runs from its start. */
  running(before, move) {
    const callback = this.callbackOf(move);
    const begins = callback !== undefined && this.interpreter.node(before.state, callback.code) === callback.entry;
    return begins ? this.started(callback.code.program) : before.programs[move.processor + move.context];
  }

  /** The function, Java line, and file and version of the kernel that a step is made at; null for what is no step. */
  placeOf(before, move) {
    return move.kind === 'STEP' ? this.placeAt(this.running(before, move)) : null;
  }

  placeAt({program, spot}) {
    const [fn, source, kernel] = program.spots[spot];
    const [file, version] = kernel < 0 ? ['', ''] : this.machine.kernelFiles[kernel];
    return {function: fn, source, file, version};
  }

  /** Where a processor goes on: the place of its next step in the context that runs. */
  standing(point, cpu) {
    const code = this.interpreter.active(point.state, cpu);
    return {context: code.context, ...this.placeAt(point.programs[cpu.id + code.context])};
  }

  // ---- in words ----------------------------------------------------------------------------------------------------

  name(processor) {
    const {processors, callbacks} = this.machine;
    return processor < processors.length ? processors[processor].name : callbacks[processor - processors.length].name;
  }

  entryText(entry) {
    return entry.callback === undefined ? `${this.machine.cells[entry.cell].name}=${entry.value}` : 'call_rcu';
  }

  head(point, cpu) {
    return cpu.queue.states[point.state[cpu.queue.field]];
  }

  told(before, move) {
    const cpu = this.machine.processors[move.processor];
    switch (move.kind) {
      case 'STEP':
        return move.text + (move.found > 0 ? `, which is ${this.machine.pageStates[move.found]}` : '');
      case 'DRAIN': {
        const entry = cpu.buffer.entries[before.state[cpu.buffer.slots[0]]];
        return entry.callback === undefined ? `store ${this.entryText(entry)} reaches memory` : 'call_rcu becomes visible';
      }
      case 'INTERRUPT': {
        const {title} = cpu.queue.functions[this.head(before, cpu).function];
        return `<interrupt> ${title}` + (this.interpreter.runs(move.next, cpu.irq) ? '' : ' </interrupt>');
      }
      case 'INTERRUPT_RETURN': return '</interrupt>';
      case 'NMI': return `<NMI> ${cpu.nmi.program.title}`;
      case 'NMI_RETURN': return '</NMI>';
      default: {
        const {code, entry} = this.callbackOf(move);
        return `<callback> ${code.program.title}` + (entry === END ? ' </callback>' : '');
      }
    }
  }

  /** The other processor that a transition concerns, or -1. */
  otherOf(before, move) {
    if (move.kind === 'INTERRUPT' || move.kind === 'INTERRUPT_RETURN') {
      return this.head(before, this.machine.processors[move.processor]).sender;
    }
    return move.node?.cpu ?? -1;
  }

  /** The ids of the properties that a transition breaks. */
  broken(move) {
    return this.machine.properties.filter((property, n) => (move.violated & 1 << n) !== 0).map(property => property.id);
  }

  isDeadlock() {
    return this.moves().length === 0 && !this.interpreter.isFinal(this.tip.state) && (this.tip.move?.broken ?? null) === null;
  }
}
