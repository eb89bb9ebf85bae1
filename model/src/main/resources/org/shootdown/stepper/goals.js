'use strict';
// Where one can run to: goals, which are told by a transition and the state behind it, and a search for a shortest path.

const MOST_STATES = 300000;
const STATES_AT_ONCE = 2000;

/** All goals that this machine could have, each with a name and a test. */
function goalsOf(path) {
  const {machine, interpreter} = path;
  const goals = [];
  machine.properties.forEach((property, n) => {
    goals.push({
      group: 'until a property breaks', name: `${property.id}: ${property.meaning}`,
      test: property.id === 'DEADLOCK'
        ? move => move.broken === null && !interpreter.isFinal(move.next) && interpreter.moves(move.next).length === 0
        : move => (move.violated & 1 << n) !== 0,
    });
  });
  machine.situations.forEach((situation, n) => goals.push(
    {group: 'until a situation is reached', name: situation, test: move => (move.reached & 1 << n) !== 0}));
  goals.push({group: 'until the end', name: 'everything is at its end', test: move => interpreter.isFinal(move.next)});
  for (const cpu of machine.processors) {
    const named = functionsOf(cpu);
    for (const name of named.keys()) {
      goals.push({
        group: `until ${cpu.name} is in`, name,
        test: move => {
          const code = interpreter.active(move.next, cpu);
          return named.get(name).get(code.context)?.has(interpreter.node(move.next, code)) === true;
        },
      });
    }
  }
  return goals;
}

/** The functions that a processor's programs are made of, each with its nodes by context. */
function functionsOf(cpu) {
  const named = new Map();
  const add = (context, program) => program.spots.forEach(([name, source], n) => {
    if (source !== '') {
      const contexts = named.get(name) ?? new Map();
      const nodes = contexts.get(context) ?? new Set();
      nodes.add(program.nodes[n]);
      contexts.set(context, nodes);
      named.set(name, contexts);
    }
  });
  add('TASK', cpu.task.program);
  cpu.queue.functions.forEach(program => add('IRQ', program));
  if (cpu.nmi.program !== undefined) {
    add('NMI', cpu.nmi.program);
  }
  return named;
}

/**
 * Searches breadth-first for a shortest way on to a goal, a piece at a time so that the page stays alive. Answers
 * {turns}, or {none: what to say}.
 */
async function search(path, goal, isStopped, progress) {
  const {interpreter} = path;
  const seen = new Set([path.tip.state.join()]);
  let frontier = [{state: path.tip.state, before: null, turn: null}];
  if (path.moves().length === 0) {
    return {none: 'Nothing can move from here.'};
  }
  const back = node => {
    const turns = [];
    for (let at = node; at.before !== null; at = at.before) {
      turns.unshift(at.turn);
    }
    return turns;
  };
  let expanded = 0;
  while (frontier.length > 0) {
    const next = [];
    for (const node of frontier) {
      for (const move of interpreter.moves(node.state)) {
        if (move.error !== null) {
          continue;
        }
        const behind = {state: move.next, before: node, turn: turnOf(move)};
        if (goal.test(move)) {
          return {turns: back(behind)};
        }
        const key = move.next.join();
        if (move.broken === null && !seen.has(key)) {
          seen.add(key);
          next.push(behind);
        }
      }
      if (++expanded % STATES_AT_ONCE === 0) {
        progress(seen.size);
        await new Promise(resolve => { setTimeout(resolve); });
        if (isStopped()) {
          return {none: `Stopped after ${seen.size.toLocaleString('en')} states.`};
        }
      }
    }
    if (seen.size > MOST_STATES) {
      return {none: `Not found among the first ${seen.size.toLocaleString('en')} states; the checker can search further.`};
    }
    frontier = next;
  }
  return {none: `No execution from here on comes there: all ${seen.size.toLocaleString('en')} states behind were searched.`};
}

/** Steps at random until a property breaks or nothing can move; returns how many steps were made. */
function walk(path, most = 10000) {
  for (let n = 0; n < most; n++) {
    const moves = path.moves().filter(move => move.error === null);
    if (moves.length === 0) {
      return n;
    }
    path.take(moves[Math.floor(Math.random() * moves.length)]);
    if (path.tip.move.violated !== 0) {
      return n + 1;
    }
  }
  return most;
}
