'use strict';
// Makes cells and traces of the page's data, which has each string, event and trace once, and cells column by column.

/** Everything that the page shows; set once the data is unpacked. */
let data;

const COST_NAMES = ['flush', 'sync', 'disturbed'];

function understood(raw) {
  const string = index => raw.strings[index];
  const event = ([processor, kind, op, context, fn, source, file, version, text, other, buffer, irqOff, stopped]) => ({
    processor, kind: string(kind), op: string(op), context: string(context), function: string(fn),
    source: string(source), file: string(file), version: string(version), text: string(text), other,
    buffer: buffer.map(string), irqOff: irqOff === 1, stopped: stopped === 1,
  });
  const range = (min, max) => (max < 0 ? null : {min, max});
  const columns = raw.cells;
  const others = columns.slice(raw.axes.length);
  const cell = index => {
    const [verdict, control, why, states, f0, f1, s0, s1, d0, d1, finding, property, traces] = others.map(column => column[index]);
    const on = {};
    raw.axes.forEach((axis, a) => { on[axis.id] = axis.choices[columns[a][index]].id; });
    return {
      index, on, verdict: raw.verdicts[verdict].id, control: control === 1, why: string(why), states,
      flush: range(f0, f1), sync: range(s0, s1), disturbed: range(d0, d1), finding, traces,
      title: finding < 0 ? null : raw.findings[finding].title, property: property < 0 ? null : string(property),
      get name() { return raw.axes.map(axis => (on[axis.id] === axis.usual ? null : on[axis.id])).filter(Boolean).join('/'); },
    };
  };
  const unpacked = new Map();
  return {
    axes: raw.axes,
    verdicts: raw.verdicts,
    findings: raw.findings,
    provenance: raw.provenance,
    catalogue: raw.catalogue,
    cells: Array.from({length: raw.count}, (_, index) => cell(index)),
    necessity: raw.necessity,
    coverage: raw.coverage,
    results: raw.results,
    before: null, // another run: {name, cells}
    /** A trace, unpacked when it is first looked at. */
    trace(index) {
      if (!unpacked.has(index)) {
        const t = raw.traces[index];
        unpacked.set(index, {...t, events: t.events.map(e => event(raw.events[e]))});
      }
      return unpacked.get(index);
    },
  };
}

/** The axis whose choices are compared with each other: the first one of a name. */
function ruleAxis() {
  return data.axes[0];
}

/** With commas between thousands. */
function withCommas(number) {
  return number.toLocaleString('en');
}

/** "2", "0–2", or "–" where nothing was counted. */
function rangeText(range) {
  if (range === null) {
    return '–';
  }
  return range.min === range.max ? String(range.min) : `${range.min}–${range.max}`;
}

/** Why a cell is UNSAFE, in a clause: its finding, or else what it breaks. */
function reasonOf(cell) {
  return cell.title ?? `breaks ${cell.property ?? 'a property'}`;
}
