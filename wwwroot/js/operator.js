// Who sits here, as they call themselves: typed once, remembered by the browser, told to the server when a scan is started.
(() => {
  'use strict';
  const key = 'netdashboard-operator';
  let typed = ''; // Where storage is forbidden, for as long as the page lives.

  const read = () => {
    try {
      return localStorage.getItem(key) ?? typed;
    } catch {
      return typed;
    }
  };

  const show = () => {
    for (const field of document.querySelectorAll('[data-operator-name]')) {
      if (field !== document.activeElement) {
        field.value = read();
      }
    }
  };

  document.addEventListener('input', event => {
    if (!event.target.matches?.('[data-operator-name]')) {
      return;
    }
    typed = event.target.value;
    try {
      localStorage.setItem(key, typed);
    } catch {
      // Forbidden storage: the name is not remembered.
    }
  });
  addEventListener('storage', show);

  // Navigation replaces the page by the server's, which does not know the name.
  Blazor.addEventListener('enhancedload', show);
  window.netDashboard.operatorName = read;
  show();
})();
