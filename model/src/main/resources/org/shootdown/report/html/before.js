'use strict';
// Another run as what was before: a file of results, packed into the page or chosen by its reader.

/** The run in a file of results; says plainly what is wrong with any other file. */
function readResults(name, text) {
  try {
    return resultsOf(name, JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${name} is no file of results, or is broken off.`) : error;
  }
}

function resultsOf(name, file) {
  const {format, version} = data.results;
  if (file?.format !== format) {
    throw new Error(`${name} is no file of results; “shootdown check --json FILE” writes one.`);
  }
  if (file.version !== version) {
    throw new Error(`${name} has results of version ${file.version}; this page reads version ${version}.`);
  }
  if (!Array.isArray(file.cells)) {
    throw new Error(`${name} has no list of cells.`);
  }
  const names = new Set();
  file.cells.forEach((cell, n) => {
    const wrong = whatIsWrong(cell, names);
    if (wrong !== null) {
      throw new Error(`${name}: cell ${n + 1} ${wrong}.`);
    }
    names.add(cell.scenario);
  });
  return {name, cells: file.cells.map(oldCell)};
}

function whatIsWrong(cell, names) {
  if (typeof cell?.scenario !== 'string' || typeof cell.verdict !== 'string') {
    return 'has no scenario or no verdict';
  }
  if (!data.verdicts.some(verdict => verdict.id === cell.verdict)) {
    return `has the verdict ${cell.verdict}, which is none`;
  }
  return names.has(cell.scenario) ? `is ${cell.scenario} once more` : null;
}

function oldCell(cell) {
  return {
    name: cell.scenario, on: Object.fromEntries(data.axes.map(axis => [axis.id, cell[axis.id]])), verdict: cell.verdict,
    control: cell.control === true, property: cell.property ?? null, title: cell.finding ?? null, flush: cell.flushIpis ?? null,
    sync: cell.syncIpis ?? null, disturbed: cell.disturbed ?? null, trace: cell.trace ?? null, reason: cell.reason ?? '',
  };
}

/** What the address calls the run that was before. */
function beforeId() {
  return data.before === null ? null : `file:${data.before.name}`;
}

/** Lets the reader choose a file; {@code chosen} is called once it is read. */
function beforeChooser(chosen) {
  const said = el('p', {id: 'before-said', role: 'alert'});
  const input = el('input', {
    type: 'file', id: 'before', accept: '.json,application/json', onchange: async () => {
      const [file] = input.files;
      if (file === undefined) {
        return;
      }
      try {
        data.before = readResults(file.name, await file.text());
      } catch (error) {
        said.textContent = error.message;
        return;
      }
      said.textContent = '';
      chosen();
    },
  });
  return el('details', {class: 'before'}, el('summary', {}, 'Compare with another run'),
    el('p', {}, el('label', {}, 'Results that were before, as ', el('code', {}, 'shootdown check --json FILE'), ' writes them: ', input)),
    el('p', {class: 'dim'}, 'The file stays in this browser.'), said);
}

/** An execution of a cell of a file, in words: the page has no drawing of it. */
function oldTrace(cell) {
  return cell.trace === null ? el('span', {}, cell.name) : el('details', {class: 'story'}, el('summary', {}, `a trace: ${cell.name}`),
    el('p', {}, cell.reason), el('ol', {}, ...cell.trace.map(step => el('li', {}, el('b', {}, step.cpu), ` ${step.text}`,
      step.function === '' ? null : el('span', {class: 'dim'}, ` in ${step.function}${
        step.kernel === null ? '' : `, ${step.kernel.file}, ${step.kernel.version}`}; ${step.source}`)))));
}
