'use strict';
// The page in which one steps: who can move next, the path so far with a lane for each processor, and the state it led to.
// A path that was stepped back from is kept until another one is begun.

let packed; // the page's data
let path; // up to where the reader stands
let later = []; // turns that were stepped back from, the next one first

const byId = id => document.getElementById(id);
const say = text => { byId('say').textContent = text; };
const running = {stop: null};
/** Whether the choices stand beside the path; stepper.css has the same width. */
const BESIDE = matchMedia('(min-width: 60.01rem)');

// ---- the address ------------------------------------------------------------------------------------------------------

function writeAddress(push) {
  const turns = path.turns();
  const address = turns.length === 0 ? location.pathname + location.search
    : `#model=${packed.model.slice(0, 12)}&path=${turns.join('-')}`;
  history[push ? 'pushState' : 'replaceState'](null, '', address);
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const turns = (address.get('path') ?? '').split('-').filter(Boolean);
  path = new Path(path.interpreter);
  later = [];
  const model = address.get('model');
  if (model !== null && model !== packed.model.slice(0, 12)) {
    say('The link was made with another version of this model, so that its path means nothing here.');
  } else {
    const taken = path.takeAll(turns);
    say(taken === turns.length ? '' : `The link’s path has no step ${taken + 1} here: ${turns[taken]} cannot be taken.`);
  }
  draw();
}

// ---- moving -----------------------------------------------------------------------------------------------------------

function take(move) {
  const turn = turnOf(move);
  later = later[0] === turn ? later.slice(1) : [];
  path.take(move);
  say('');
  arrived(false);
}

function goTo(length) {
  const turns = [...path.turns(), ...later];
  path.cut(Math.min(length, path.points.length - 1));
  path.takeAll(turns.slice(path.points.length - 1, length));
  later = turns.slice(path.points.length - 1);
  say('');
  arrived(false);
}

/** After a jump, which the browser's Back takes back, or a step. */
function arrived(jumped) {
  writeAddress(jumped);
  draw();
}

function load(run) {
  path = new Path(path.interpreter);
  const taken = path.takeAll(run.turns);
  later = [];
  say(taken === run.turns.length ? `Loaded: ${run.why}. Step back to leave it anywhere.`
    : `Step ${taken + 1} of the checker’s execution cannot be taken; please report this.`);
  arrived(true);
}

function random() {
  later = [];
  const steps = walk(path);
  say(`${steps} steps at random.`);
  arrived(true);
}

async function runTo(goal) {
  let stopped = false;
  running.stop = () => { stopped = true; };
  byId('stop').hidden = false;
  const found = await search(path, goal, () => stopped, states => say(`Searching: ${states.toLocaleString('en')} states …`));
  byId('stop').hidden = true;
  running.stop = null;
  if (found.none !== undefined) {
    say(found.none);
    return;
  }
  later = [];
  path.takeAll(found.turns);
  say(`${found.turns.length} steps, a shortest way: ${goal.name}.`);
  arrived(true);
}

// ---- who can move -----------------------------------------------------------------------------------------------------

function placeText(place) {
  if (place === null || place.source === '') {
    return place === null || place.function === '' ? '' : place.function;
  }
  const kernel = place.file === '' ? '' : `, ${place.file}, ${place.version}`;
  return `${place.function}${kernel}; ${place.source}`;
}

function drawMoves() {
  const moves = path.moves();
  const item = (move, n) => {
    const place = path.placeOf(path.tip, move);
    const breaks = path.broken(move);
    return el('li', {}, el('button', {
      type: 'button', 'data-turn': turnOf(move), class: breaks.length > 0 ? 'breaks' : null, disabled: move.error !== null,
      onclick: () => take(move),
    }, el('span', {class: 'who'}, `${n < 9 ? `${n + 1}. ` : ''}${path.name(move.processor)}: `),
    el('span', {class: 'step'}, path.told(path.tip, move)),
    breaks.length > 0 ? el('strong', {}, ` breaks ${breaks.join(' and ')}`) : null,
    move.error === null ? null : el('strong', {}, ` the model is wrong here: ${move.error}`),
    el('span', {class: 'place'}, placeText(place))));
  };
  byId('moves').replaceChildren(el('h2', {}, 'Who moves next'), moves.length > 0 ? el('ol', {}, ...moves.map(item))
    : el('p', {}, nothingMoves()));
}

function nothingMoves() {
  if (path.tip.move?.broken) {
    return 'The execution ends here: a condition of the model’s own has failed.';
  }
  return path.isDeadlock() ? 'DEADLOCK: nothing can move, and not everything is finished.' : 'Everything is at its end.';
}

// ---- the path ---------------------------------------------------------------------------------------------------------

/** The points of the path, and those that were stepped back from. */
function wholePath() {
  const whole = new Path(path.interpreter);
  whole.takeAll([...path.turns(), ...later]);
  return whole;
}

function drawPath() {
  const whole = wholePath();
  const names = [...packed.machine.processors, ...packed.machine.callbacks].map(processor => processor.name);
  const here = path.points.length - 1;
  const row = (point, n) => {
    const {move} = point;
    const cpu = packed.machine.processors[move.processor];
    const buffer = cpu === undefined ? [] : path.interpreter.buffered(point.state, cpu);
    const broken = path.broken(move);
    const irqOff = cpu !== undefined && path.interpreter.interruptsOff(point.state, cpu);
    const cells = names.map((name, lane) => (lane !== move.processor ? el('td', {class: 'elsewhere'})
      : el('td', {class: irqOff ? 'irq-off' : null, 'data-lane': name},
      el('span', {class: 'step'}, point.text),
      broken.length > 0 ? el('span', {class: 'broken'}, ` breaks ${broken.join(' and ')}`) : null,
      el('span', {class: 'place'}, placeText(point.place)),
      buffer.length > 0 ? el('span', {class: 'buffer'}, `store buffer: ${buffer.map(e => path.entryText(e)).join(', ')}`)
        : null)));
    return el('tr', {class: n === here ? 'here' : n > here ? 'later' : null, 'aria-current': n === here ? 'step' : null},
      el('th', {scope: 'row', class: 'number'},
        el('button', {type: 'button', 'aria-label': `to step ${n}`, onclick: () => goTo(n)}, String(n))), ...cells);
  };
  byId('path').replaceChildren(
    el('caption', {}, `The path: ${here} ${here === 1 ? 'step' : 'steps'}${later.length > 0 ? `, and ${later.length} ahead` : ''}`),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col', class: 'number'}, 'step'),
      ...names.map(name => el('th', {scope: 'col'}, name)))),
    el('tbody', {}, ...whole.points.slice(1).map((point, n) => row(point, n + 1))));
  if (BESIDE.matches) { // below each other, the choices would be scrolled away
    byId('path').querySelector('tr.here')?.scrollIntoView({block: 'nearest'});
  }
}

// ---- the state --------------------------------------------------------------------------------------------------------

/** Everything that a state says, in groups of names and values. */
function facts(point) {
  const {machine, interpreter} = path;
  const {state} = point;
  const groups = machine.processors.map(cpu => {
    const rows = [];
    if (!(cpu.agent && interpreter.node(state, cpu.task) === END)) {
      const standing = path.standing(point, cpu);
      rows.push(['is in', `${standing.function}${standing.context === 'TASK' ? '' : ` (${standing.context})`}`]);
    }
    rows.push(['interrupts', interpreter.interruptsOff(state, cpu) ? 'off' : 'on']);
    if (canBeStopped(cpu)) {
      rows.push(['stopped', state[cpu.stopped] !== 0 ? 'by its host' : 'no']);
    }
    if (cpu.task.nodes.some(node => node.rcuReader === 1)) {
      rows.push(['rcu_read_lock', cpu.task.nodes[interpreter.node(state, cpu.task)].rcuReader === 1 ? 'held' : 'not held']);
    }
    if (cpu.nmi.program !== undefined) {
      rows.push(['NMIs that may come', String(state[cpu.nmisLeft])]);
    }
    if (cpu.buffer.slots.length > 0) {
      rows.push(['store buffer', interpreter.buffered(state, cpu).map(e => path.entryText(e)).join(', ') || 'empty']);
    }
    if (cpu.queue.states.length > 1) {
      rows.push(['requests', requests(state, cpu).join(', ') || 'none']);
    }
    return {name: cpu.name, rows: cpu.agent ? rows.slice(0, 1) : rows};
  });
  const valueOf = thing => [thing.name, String(state[thing.field])];
  groups.push({name: 'Pages', rows: machine.ghosts.filter(ghost => ghost.page)
    .map(ghost => [ghost.name, machine.pageStates[state[ghost.field]]])});
  groups.push({name: 'Memory', rows: machine.cells.filter(cell => !cell.register).map(valueOf)});
  groups.push({name: 'Hardware: TLBs and registers', rows: machine.cells.filter(cell => cell.register).map(valueOf)});
  groups.push({name: 'Noted', rows: machine.ghosts.filter(ghost => !ghost.page).map(valueOf)});
  groups.push({name: 'Grace periods', rows: machine.gracePeriods.map((field, n) => {
    const callback = machine.callbacks[n];
    const owner = machine.processors.find(cpu => cpu.gracePeriod === n);
    const waits = interpreter.waitedFor(state[field]).map(cpu => cpu.name).join(', ');
    return [callback?.name ?? `of ${owner.name}`, state[field] === NO_PERIOD ? 'none' : waits === '' ? 'over' : `waits for ${waits}`];
  })});
  groups.push({name: 'Situations', rows: machine.situations
    .map((name, n) => [name, (point.reached & 1 << n) !== 0 ? 'reached' : 'not yet'])});
  return groups.filter(group => group.rows.length > 0);
}

function canBeStopped(cpu) {
  return packed.machine.processors.some(other => [other.task, other.irq, other.nmi]
    .some(code => code.nodes.some(node => node.op === 'STOP_VCPU' && node.cpu === cpu.id)));
}

function requests(state, cpu) {
  const found = [];
  for (let at = state[cpu.queue.field]; at !== EMPTY; at = cpu.queue.states[at].behind) {
    const {sender, function: number} = cpu.queue.states[at];
    found.push(`${cpu.queue.functions[number].title} from ${path.name(sender)}`);
  }
  return found;
}

function drawState() {
  const now = facts(path.tip);
  const before = path.points.length > 1 ? facts(path.points[path.points.length - 2]) : now;
  const table = (group, old) => el('section', {}, el('h3', {}, group.name),
    el('table', {}, el('tbody', {}, ...group.rows.map(([name, value]) => {
      const was = old?.rows.find(([oldName]) => oldName === name)?.[1];
      const changed = was !== undefined && was !== value;
      return el('tr', {class: changed ? 'changed' : null}, el('th', {scope: 'row'}, name),
        el('td', {class: 'value'}, value, changed ? el('span', {class: 'was'}, ` (was ${was})`) : null));
    }))));
  byId('state').replaceChildren(el('h2', {}, `The state after step ${path.points.length - 1}`),
    ...now.map(group => table(group, before.find(g => g.name === group.name))));
}

function draw() {
  drawMoves();
  drawPath();
  drawState();
  byId('back').disabled = path.points.length === 1;
  byId('first').disabled = path.points.length === 1;
  byId('forward').disabled = later.length === 0;
}

// ---- taking it away ---------------------------------------------------------------------------------------------------

/** The path as a file for the command replay; it says what its last step breaks, if that breaks anything. */
function schedule() {
  const last = path.tip.move;
  const property = last !== null && last.violated !== 0 ? path.broken(last)[0] : path.isDeadlock() ? 'DEADLOCK' : null;
  return JSON.stringify({
    format: 'shootdown-schedule', version: 1, catalogue: packed.catalogue, scenario: packed.scenario, property,
    model: packed.fingerprint,
    turns: path.points.slice(1).map(({move: {processor, kind, context, result}}) => ({processor, kind, context, result})),
  }, null, 1);
}

function save() {
  const name = `${packed.scenario.replaceAll('/', '-')}.json`;
  saveFile(name, 'application/json', schedule());
  say(`Saved; run it with: shootdown replay ${name}`);
}

function pathText() {
  return path.points.slice(1).map((point, n) => {
    const place = placeText(point.place);
    const broken = path.broken(point.move);
    return `${String(n + 1).padStart(3)}  ${path.name(point.move.processor)}: ${point.text}`
      + (place === '' ? '' : `  [${place}]`) + (broken.length > 0 ? `  BREAKS ${broken.join(', ')}` : '');
  }).join('\n') + '\n';
}

async function copy(text) {
  say(await copyText(text));
}

// ---- putting it together ----------------------------------------------------------------------------------------------

function fillChoices() {
  const runs = byId('runs');
  runs.append(...packed.runs.map((run, n) => el('option', {value: n}, `${run.property}, ${run.turns.length} steps`)));
  runs.closest('label').hidden = packed.runs.length === 0;
  byId('load').hidden = packed.runs.length === 0;
  const goals = goalsOf(path);
  const groups = [...new Set(goals.map(goal => goal.group))];
  byId('goals').append(...groups.map(group => el('optgroup', {label: group},
    ...goals.map((goal, n) => (goal.group === group ? el('option', {value: n}, goal.name) : null)).filter(Boolean))));
  byId('run').addEventListener('click', () => runTo(goals[byId('goals').value]));
}

function listen() {
  const on = (id, what) => byId(id).addEventListener('click', what);
  on('first', () => goTo(0));
  on('back', () => goTo(path.points.length - 2));
  on('forward', () => goTo(path.points.length));
  on('random', random);
  on('load', () => load(packed.runs[byId('runs').value]));
  on('stop', () => running.stop?.());
  on('save', save);
  on('copy-link', () => copy(location.href));
  on('copy-text', () => copy(pathText()));
  addEventListener('popstate', readAddress);
  addEventListener('keydown', event => {
    if (event.target.closest('select, textarea, input') !== null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const moves = path.moves().filter(move => move.error === null);
    if (event.key === 'ArrowLeft') {
      goTo(Math.max(0, path.points.length - 2));
    } else if (event.key === 'ArrowRight') {
      goTo(path.points.length);
    } else if (/^[1-9]$/.test(event.key) && moves[event.key - 1] !== undefined) {
      take(moves[event.key - 1]);
    }
  });
}

begin(data => {
  packed = data;
  path = new Path(new Interpreter(data.machine));
  fillChoices();
  listen();
  readAddress();
});
