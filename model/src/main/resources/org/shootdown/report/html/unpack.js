'use strict';
// The page's data: JSON, packed with gzip and written in base64.

async function unpacked() {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('This browser cannot unpack the page’s data: it has no DecompressionStream.'
      + ' Chromium 80, Firefox 113 and Safari 16.4 have it, and all later ones.');
  }
  const bytes = Uint8Array.from(atob(document.getElementById('data').textContent), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

/** Unpacks the data and puts the page together with it; says so plainly where that fails. */
function begin(start) {
  unpacked().then(start).then(() => {
    document.documentElement.dataset.ready = 'yes';
  }, error => {
    put(document.querySelector('main'),
      el('p', {role: 'alert'}, error.message), error instanceof TypeError ? el('p', {}, 'The file is damaged.') : null);
    document.documentElement.dataset.ready = 'no';
  });
}
