// What hands do that components cannot see to: files dropped, the key that jumps to the filter, and arrow keys among the rows of a table.
(() => {
  'use strict';
  const picks = '.pick-target input';

  // A file dropped beside a zone would replace the page, and show what is in it.
  const hasFiles = event => event.dataTransfer?.types.includes('Files');
  const zoneOf = event => event.target.closest?.('[data-drop-zone]');
  const mark = zone => {
    for (const other of document.querySelectorAll('[data-drop-zone]')) {
      other.classList.toggle('over', other === zone);
    }
  };
  addEventListener('dragover', event => {
    if (hasFiles(event)) {
      const zone = zoneOf(event);
      event.preventDefault();
      event.dataTransfer.dropEffect = zone ? 'copy' : 'none';
      mark(zone);
    }
  });
  addEventListener('dragleave', event => {
    if (!event.relatedTarget) {
      mark(null);
    }
  });
  addEventListener('drop', event => {
    if (!hasFiles(event)) {
      return;
    }
    event.preventDefault();
    mark(null);
    const input = zoneOf(event)?.querySelector('input[type=file]:enabled');
    if (input && event.dataTransfer.files.length > 0) {
      const dropped = new DataTransfer();
      for (const file of input.multiple ? event.dataTransfer.files : [event.dataTransfer.files[0]]) {
        dropped.items.add(file);
      }
      input.files = dropped.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });

  const isTyping = element => element.isContentEditable || element.matches?.('select, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=file])');
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) {
      return;
    }
    if (event.key === '/' && !isTyping(event.target)) {
      const filter = document.querySelector('[data-slash-focus=results]:enabled') ?? document.querySelector('[data-slash-focus]:enabled');
      if (filter && !document.querySelector('[role=dialog]')) {
        event.preventDefault();
        filter.focus();
        filter.select();
      }
      return;
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.matches?.(`tbody ${picks}`)) {
      const row = event.target.closest('tr');
      const next = (event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling)?.querySelector(picks);
      if (next) {
        event.preventDefault();
        next.focus();
        next.closest('tr').scrollIntoView({ block: 'nearest' });
        // With Shift the next row becomes what this one is.
        if (event.shiftKey && next.checked !== event.target.checked) {
          next.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }));
        }
      }
    }
  });
})();
