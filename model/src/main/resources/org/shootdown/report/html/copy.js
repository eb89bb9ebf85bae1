'use strict';
// What a reader takes away: text for a mail, and files.

/** Copies text; where the browser does not let the page, shows it selected. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    const area = el('textarea', {'aria-label': 'text to copy', readonly: true});
    area.value = text;
    const box = el('dialog', {'aria-label': 'text to copy'}, el('p', {}, 'The browser lets this page copy nothing; here it is, selected.'), area,
      el('button', {type: 'button', onclick: () => box.remove()}, 'Close'));
    document.body.append(box);
    box.showModal();
    area.select();
    return '';
  }
}

/** Has the browser save a file. */
function saveFile(name, type, text) {
  const link = el('a', {href: URL.createObjectURL(new Blob([text], {type})), download: name});
  link.click();
  URL.revokeObjectURL(link.href);
}
