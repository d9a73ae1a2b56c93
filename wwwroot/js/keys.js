// The sheet of keys: "?" and its button open it, the browser closes it.
(() => {
  'use strict';
  const isTyping = element => element.isContentEditable || element.matches?.('select, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=file])');
  const open = () => {
    const sheet = document.querySelector('[data-key-sheet]');
    if (sheet && !sheet.open && !document.querySelector('[role=dialog]')) {
      sheet.showModal();
    }
  };

  addEventListener('keydown', event => {
    if (event.key === '?' && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target)) {
      event.preventDefault();
      open();
    }
  });
  addEventListener('click', event => {
    if (event.target.closest?.('[data-open-key-sheet]')) {
      open();
    } else if (event.target.matches?.('[data-key-sheet]')) {
      event.target.close(); // The backdrop belongs to the dialog.
    }
  });
})();
