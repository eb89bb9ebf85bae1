'use strict';
// Unpacks the page's data: cells, events and traces are arrays of numbers there, with each string stored once.

const data = (() => {
  const raw = JSON.parse(document.getElementById('data').textContent);
  const string = index => raw.strings[index];
  const event = ([processor, kind, op, context, fn, source, text, other, buffer, irqOff, stopped]) => ({
    processor, kind: string(kind), op: string(op), context: string(context), function: string(fn),
    source: string(source), text: string(text), other, buffer: buffer.map(string),
    irqOff: irqOff === 1, stopped: stopped === 1,
  });
  const name = on => raw.axes.map(axis => on[axis.id])
    .filter((choice, a) => raw.axes[a].id !== 'situation' || choice !== raw.usualSituation).join('/');
  const range = (min, max) => (max < 0 ? null : {min, max});
  const cell = (row, index) => {
    const [verdict, control, why, states, transitions, millis, f0, f1, s0, s1, d0, d1, traces] =
      row.slice(raw.axes.length);
    const on = {};
    raw.axes.forEach((axis, a) => { on[axis.id] = axis.choices[row[a]].id; });
    return {
      index, on, verdict: string(verdict), control: control === 1, why: string(why), states, transitions, millis,
      flush: range(f0, f1), sync: range(s0, s1), disturbed: range(d0, d1), traces, name: name(on),
    };
  };
  const unpacked = new Map();
  return {
    axes: raw.axes,
    verdicts: raw.verdicts,
    properties: raw.properties,
    cells: raw.cells.map(cell),
    necessity: raw.necessity,
    /** A trace, unpacked when it is first looked at. */
    trace(index) {
      if (!unpacked.has(index)) {
        const t = raw.traces[index];
        unpacked.set(index, {...t, events: t.events.map(e => event(raw.events[e]))});
      }
      return unpacked.get(index);
    },
  };
})();

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
