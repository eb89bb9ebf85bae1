'use strict';
// An interpreter of automata: given a machine as tables and a state, which transitions lead out of it, and where to. A
// state is an array of numbers, one for each field, numbered as the checker numbers them. What the machine is a model of
// does not matter here.

const END = 0; // the node at which every program is over
const IDLE = 0; // the value of a handler's field while no handler runs
const EMPTY = 0; // a slot of a store buffer without an entry, and the queue without requests
const NO_PERIOD = 0; // no grace period is under way
const OVER = 1; // a grace period that waits for nobody; each processor that it waits for adds a bit

class Interpreter {
  constructor(machine) {
    this.machine = machine;
    machine.processors.forEach((cpu, id) => { cpu.id = id; });
    machine.callbacks.forEach((callback, number) => { callback.number = number; });
  }

  initial() {
    return this.machine.initial.slice();
  }

  /** All transitions out of a state, in the checker's order. */
  moves(state) {
    const {processors, callbacks} = this.machine;
    return [
      ...processors.flatMap(cpu => this.ofThread(state, cpu)),
      ...processors.flatMap(cpu => this.drain(state, cpu)),
      ...callbacks.flatMap(callback => this.ofCallback(state, callback)),
    ];
  }

  /** Whether everything has come to its end. */
  isFinal(state) {
    return this.machine.processors.every(cpu => cpu.agent || (this.node(state, cpu.task) === END
        && state[cpu.queue.field] === EMPTY && !this.runs(state, cpu.irq) && !this.runs(state, cpu.nmi)
        && this.bufferEmpty(state, cpu)))
      && this.machine.gracePeriods.every(field => state[field] === NO_PERIOD);
  }

  // ---- what a state says -------------------------------------------------------------------------------------------

  node(state, code) {
    return state[code.field] - code.first;
  }

  runs(state, handler) {
    return state[handler.field] !== IDLE;
  }

  /** The code that a processor goes on with: an NMI's before an interrupt's before the task's. */
  active(state, cpu) {
    return [cpu.nmi, cpu.irq].find(code => this.runs(state, code)) ?? cpu.task;
  }

  bufferEmpty(state, cpu) {
    return cpu.buffer.slots.length === 0 || state[cpu.buffer.slots[0]] === EMPTY;
  }

  /** The entries of a store buffer, the oldest first. */
  buffered(state, cpu) {
    return cpu.buffer.slots.map(slot => state[slot]).filter(code => code !== EMPTY)
      .map(code => cpu.buffer.entries[code]);
  }

  cell(state, cell) {
    return state[this.machine.cells[cell].field];
  }

  /** What a processor loads: the youngest of its buffered stores to the cell, or memory. */
  load(state, cpu, cell) {
    const own = cpu === null ? undefined
      : this.buffered(state, cpu).reverse().find(entry => entry.cell === cell);
    return own === undefined ? this.cell(state, cell) : own.value;
  }

  interruptsOff(state, cpu) {
    return cpu.task.nodes[this.node(state, cpu.task)].irqOff === 1 || this.runs(state, cpu.irq)
      || this.runs(state, cpu.nmi);
  }

  isQuiescent(state, cpu) {
    return !this.interruptsOff(state, cpu) && cpu.task.nodes[this.node(state, cpu.task)].rcuReader !== 1
      && this.bufferEmpty(state, cpu);
  }

  isUnfinished(state, sender, target) {
    return target.queue.states[state[target.queue.field]].senders.includes(sender.id);
  }

  // ---- who can move ------------------------------------------------------------------------------------------------

  begin(state, processor, kind, context) {
    return {processor, kind, context, result: 0, next: state.slice(), violated: 0, reached: 0, broken: null, error: null};
  }

  ofThread(state, cpu) {
    if (state[cpu.stopped] !== 0) {
      return [];
    }
    if (this.runs(state, cpu.nmi)) {
      return this.inHandler(state, cpu, cpu.nmi, 'NMI_RETURN', () => {});
    }
    const found = [];
    const queue = cpu.queue.states[state[cpu.queue.field]];
    if (this.runs(state, cpu.irq)) {
      found.push(...this.inHandler(state, cpu, cpu.irq, 'INTERRUPT_RETURN',
        next => { next[cpu.queue.field] = queue.behind; }));
    } else {
      const at = this.node(state, cpu.task);
      found.push(...this.step(state, cpu.id, cpu, cpu.task, at));
      if (state[cpu.queue.field] !== EMPTY && cpu.task.nodes[at].irqOff !== 1 && this.bufferEmpty(state, cpu)) {
        found.push(this.interrupt(state, cpu, queue));
      }
    }
    if (state[cpu.nmisLeft] !== 0 && this.bufferEmpty(state, cpu)) {
      const move = this.begin(state, cpu.id, 'NMI', 'NMI');
      move.next[cpu.nmisLeft]--;
      move.next[cpu.nmi.field] = cpu.nmi.first + cpu.nmi.entry;
      this.checkError(move, cpu.nmi, cpu.nmi.entry);
      found.push(this.done(state, move, cpu, cpu.nmi.effects));
    }
    return found;
  }

  inHandler(state, cpu, handler, kind, leave) {
    const at = this.node(state, handler);
    if (at !== END) {
      return this.step(state, cpu.id, cpu, handler, at);
    }
    if (!this.bufferEmpty(state, cpu)) {
      return [];
    }
    const move = this.begin(state, cpu.id, kind, handler.context);
    move.next[handler.field] = IDLE;
    leave(move.next);
    return [this.done(state, move, cpu)];
  }

  interrupt(state, cpu, queue) {
    const move = this.begin(state, cpu.id, 'INTERRUPT', 'IRQ');
    if (queue.entry === END) {
      move.next[cpu.queue.field] = queue.behind;
    } else {
      move.next[cpu.irq.field] = cpu.irq.first + queue.entry;
      this.checkError(move, cpu.irq, queue.entry);
    }
    return this.done(state, move, cpu, queue.effects);
  }

  ofCallback(state, callback) {
    const period = this.machine.gracePeriods[callback.number];
    if (state[period] !== OVER) {
      return [];
    }
    const processor = this.machine.processors.length + callback.number;
    const at = this.node(state, callback.code);
    if (at !== END) {
      return this.step(state, processor, null, callback.code, at);
    }
    const move = this.begin(state, processor, 'CALLBACK', 'RCU');
    if (callback.entry === END) {
      move.next[period] = NO_PERIOD;
    } else {
      move.next[callback.code.field] = callback.entry;
      this.checkError(move, callback.code, callback.entry);
    }
    return [this.done(state, move, null, callback.effects)];
  }

  drain(state, cpu) {
    if (this.bufferEmpty(state, cpu) || state[cpu.stopped] !== 0) {
      return [];
    }
    const move = this.begin(state, cpu.id, 'DRAIN', 'TASK');
    const {slots, entries} = cpu.buffer;
    slots.forEach((slot, k) => { move.next[slot] = k + 1 < slots.length ? state[slots[k + 1]] : EMPTY; });
    const oldest = entries[state[slots[0]]];
    if (oldest.callback !== undefined) {
      this.startGracePeriod(move, oldest.callback);
    } else {
      move.next[this.machine.cells[oldest.cell].field] = oldest.value;
    }
    return [this.done(state, move, cpu)];
  }

  // ---- steps -------------------------------------------------------------------------------------------------------

  /** The transitions that the step at a node makes, if it can be made now; {@code cpu} is null for a callback. */
  step(state, processor, cpu, code, at) {
    const node = code.nodes[at];
    const {op, object} = node;
    const arg = node.arg ?? 0;
    if (node.needsEmptyBuffer === 1 && cpu !== null && !this.bufferEmpty(state, cpu)) {
      return [];
    }
    const go = (value, change = () => {}) => {
      const move = this.begin(state, processor, 'STEP', code.context);
      change(move.next, move);
      return this.follow(state, move, cpu, code, node, value);
    };
    const target = node.cpu === undefined ? null : this.machine.processors[node.cpu];
    const period = cpu === null ? -1 : this.machine.gracePeriods[cpu.gracePeriod];
    switch (op) {
      case 'END':
        return [];
      case 'READ':
      case 'WALK':
        return [go(this.load(state, cpu, object))];
      case 'AWAIT': {
        const value = this.load(state, cpu, object);
        return node.table[value] === 0 ? [] : [go(value)];
      }
      case 'RMW': {
        const value = this.cell(state, object);
        return node.table[value] === null ? []
          : [go(value, next => { next[this.machine.cells[object].field] = node.table[value]; })];
      }
      case 'WRITE':
        return [go(0, next => {
          if (node.buffered === 1) {
            this.append(next, cpu, node.linked);
          } else {
            next[this.machine.cells[object].field] = arg;
          }
        })];
      case 'CHOOSE':
        return Array.from({length: arg}, (_, choice) => go(choice));
      case 'CALL_RCU':
        return [go(0, (next, move) => {
          if (node.buffered === 1) {
            this.append(next, cpu, node.linked);
          } else {
            this.startGracePeriod(move, node.linked);
          }
        })];
      case 'SEND_IPI':
        return this.isUnfinished(state, cpu, target) ? [] : [go(0, next => {
          next[target.queue.field] = target.queue.states[state[target.queue.field]].append[node.linked];
        })];
      case 'AWAIT_IPI':
        return this.isUnfinished(state, cpu, target) ? [] : [go(0)];
      case 'RCU_START':
        return [go(0, (next, move) => this.startGracePeriod(move, cpu.gracePeriod))];
      case 'RCU_WAIT':
        return state[period] !== OVER ? [] : [go(0, next => { next[period] = NO_PERIOD; })];
      case 'STOP_VCPU':
        return state[target.stopped] !== 0 || !this.bufferEmpty(state, target) ? []
          : [go(0, next => { next[target.stopped] = 1; })];
      case 'RESUME_VCPU':
        return [go(0, next => { next[target.stopped] = 0; })];
      case 'SET_PAGE':
        return [go(0, (next, move) => {
          const {field, name} = this.machine.ghosts[object];
          if (state[field] === node.refusedAt) {
            move.error = `frees page ${name}, which is freed already`;
          }
          next[field] = arg;
        })];
      default: // a step that changes nothing but where its program stands, or looks at a page
        return [go(0)];
    }
  }

  /** Goes along the edge of a result. */
  follow(state, move, cpu, code, node, value) {
    const [target, text, looks, effects] = node.edges[value];
    move.result = value;
    move.node = node;
    move.text = text;
    if (looks === 1) {
      this.judge(state, move, node);
    }
    this.checkError(move, code, target);
    if (cpu === null && target === END) {
      const callback = this.machine.callbacks[move.processor - this.machine.processors.length];
      move.next[code.field] = callback.idle;
      move.next[this.machine.gracePeriods[callback.number]] = NO_PERIOD;
    } else {
      move.next[code.field] = code.first + target;
    }
    return this.done(state, move, cpu, effects);
  }

  judge(state, move, node) {
    const page = state[this.machine.ghosts[node.page].field];
    move.found = page;
    if (node.breaks[page] >= 0) {
      move.violated |= 1 << node.breaks[page];
    }
    if (page === this.machine.insideAt && this.machine.inside >= 0) {
      move.reached |= 1 << this.machine.inside;
    }
  }

  checkError(move, code, target) {
    if (code.nodes[target].op === 'ERROR') {
      move.error = code.nodes[target].error;
    }
  }

  append(next, cpu, entry) {
    next[cpu.buffer.slots.find(slot => next[slot] === EMPTY)] = entry;
  }

  startGracePeriod(move, number) {
    const field = this.machine.gracePeriods[number];
    if (move.next[field] !== NO_PERIOD) {
      move.error = 'hands a callback over that is pending already';
    }
    let readers = 0;
    for (const cpu of this.machine.processors) {
      if (!cpu.agent && !this.isQuiescent(move.next, cpu)) {
        readers += 2 ** cpu.id;
      }
    }
    move.next[field] = OVER + readers;
  }

  /** The processors that a grace period still waits for. */
  waitedFor(period) {
    return this.machine.processors.filter(cpu => period > OVER && Math.floor((period - OVER) / 2 ** cpu.id) % 2 === 1);
  }

  /** What belongs to every transition: the effects of its step, and grace periods that need not wait any more. */
  done(state, move, cpu, effects) {
    for (const [ghost, value] of effects?.notes ?? []) {
      move.next[this.machine.ghosts[ghost].field] = value;
    }
    move.reached |= effects?.reached ?? 0;
    if (effects?.broken !== undefined) {
      move.broken = effects.broken;
      move.violated |= 1 << effects.broken.property;
    }
    if (cpu !== null && !cpu.agent && this.isQuiescent(move.next, cpu)) {
      for (const field of this.machine.gracePeriods) {
        if (this.waitedFor(move.next[field]).includes(cpu)) {
          move.next[field] -= 2 ** cpu.id;
        }
      }
    }
    return move;
  }
}
