// The sheet of keys: "?" and its button open it, the browser closes it. And the Tab key stays within a dialog.
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

  // Radzen's own trap counts what is folded away as the last control, so that the focus gets past it.
  const controls = 'a[href], button, input, textarea, select, summary, [tabindex]';
  addEventListener('keydown', event => {
    const dialog = event.key === 'Tab' && [...document.querySelectorAll('.rz-dialog[role=dialog]')].at(-1);
    if (!dialog || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const stops = [...dialog.querySelectorAll(controls)].filter(stop => !stop.disabled && stop.tabIndex >= 0 && stop.checkVisibility({ visibilityProperty: true }));
    const at = stops.indexOf(document.activeElement);
    const isOutside = !dialog.contains(document.activeElement);
    if (stops.length > 0 && (isOutside || at === (event.shiftKey ? 0 : stops.length - 1))) {
      event.preventDefault();
      event.stopPropagation();
      stops.at(event.shiftKey ? -1 : 0).focus();
    }
  }, true);

  addEventListener('click', event => {
    if (event.target.closest?.('[data-open-key-sheet]')) {
      open();
    } else if (event.target.matches?.('[data-key-sheet]')) {
      event.target.close(); // The backdrop belongs to the dialog.
    }
  });
})();
