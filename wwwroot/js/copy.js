// Buttons that copy a text. Pages that are not on this machine may not use the clipboard without TLS; the old way still works there.
(() => {
  'use strict';
  const shownFor = 1500;

  const copyTheOldWay = text => {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('readonly', '');
    area.className = 'visually-hidden';
    // Inside the dialog, which else takes the focus back.
    const from = document.activeElement;
    (from?.closest('[role=dialog]') ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    from?.focus();
    return done;
  };

  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyTheOldWay(text); // Refused, or not there at all.
    }
  };

  addEventListener('click', async event => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) {
      return;
    }
    const done = await copy(button.dataset.copy);
    const label = button.querySelector('[data-copy-label]');
    const was = label.dataset.was ??= label.textContent;
    const told = button.closest('[role=dialog]')?.querySelector('[data-copy-told]');
    if (told) {
      told.textContent = done ? 'The text is on the clipboard.' : 'The browser does not allow that.';
    }
    label.textContent = done ? 'Copied' : 'Not allowed by the browser';
    clearTimeout(button.copyTimer);
    button.copyTimer = setTimeout(() => { label.textContent = was; if (told) { told.textContent = ''; } delete label.dataset.was; }, shownFor);
  });
})();
