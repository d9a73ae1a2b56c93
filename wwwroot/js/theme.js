// Runs before the first paint, so that a chosen theme never flashes in. "system" is the absence of a choice.
(() => {
  'use strict';
  const key = 'netdashboard-theme';

  const read = () => {
    try {
      const choice = localStorage.getItem(key);
      return choice === 'light' || choice === 'dark' ? choice : 'system';
    } catch {
      return 'system'; // Storage may be forbidden; the system's theme always works.
    }
  };

  const apply = () => {
    const choice = read();
    if (choice === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = choice;
    }
    for (const button of document.querySelectorAll('[data-theme-choice]')) {
      button.setAttribute('aria-pressed', String(button.dataset.themeChoice === choice));
    }
  };

  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-theme-choice]');
    if (!button) {
      return;
    }
    try {
      localStorage.setItem(key, button.dataset.themeChoice);
    } catch {
      // Forbidden storage: the choice then cannot be kept, and the switch stays on "system".
    }
    apply();
  });
  addEventListener('storage', apply);
  document.addEventListener('DOMContentLoaded', apply);
  window.netDashboardTheme = { apply };
  apply();
})();
