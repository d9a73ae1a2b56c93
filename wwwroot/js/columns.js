// Runs before the first paint, so that a hidden column never flashes in. What is kept are the columns hidden.
(() => {
  'use strict';
  const key = 'netdashboard-columns';
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(name => /^[a-z0-9-]{1,40}$/.test(name)) : [];
    } catch {
      return []; // Storage may be forbidden, or hold something else; all columns always work.
    }
  };

  const apply = () => {
    const hidden = read();
    sheet.replaceSync(hidden.map(name => `.scan-table .${name} { display: none; }`).join('\n'));
    for (const box of document.querySelectorAll('[data-column]')) {
      box.checked = !hidden.includes(box.dataset.column);
    }
  };

  document.addEventListener('change', event => {
    const box = event.target.closest?.('[data-column]');
    if (!box) {
      return;
    }
    const hidden = new Set(read());
    hidden[box.checked ? 'delete' : 'add'](box.dataset.column);
    try {
      localStorage.setItem(key, JSON.stringify([...hidden]));
    } catch {
      // Forbidden storage: the choice cannot be kept, and the boxes stay ticked.
    }
    apply();
  });

  // The boxes come and go with the page; what they say must be true whenever they are seen.
  document.addEventListener('toggle', apply, true);
  addEventListener('storage', apply);
  document.addEventListener('DOMContentLoaded', apply);
  apply();
})();
