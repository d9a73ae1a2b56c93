// Starts Blazor, keeps trying when the connection is lost, and says how long ago that was.
(() => {
  'use strict';
  const quickTries = 10;

  window.netDashboard = { setTitle: title => { document.title = title; } };

  Blazor.start({
    circuit: {
      reconnectionOptions: {
        maxRetries: 100000,
        retryIntervalMilliseconds: tried => (tried < quickTries ? 1000 : 5000),
      },
    },
  });

  // Navigation replaces the page by the server's, which knows nothing of the theme chosen here.
  Blazor.addEventListener('enhancedload', () => window.netDashboardTheme.apply());

  const notice = document.getElementById('components-reconnect-modal');
  const told = document.getElementById('feed-told');
  const seconds = document.getElementById('feed-lost-for');
  let lostAt = 0;
  let timer = 0;
  const watch = () => {
    const lost = notice.classList.contains('components-reconnect-show');
    if (lost && !timer) {
      lostAt = performance.now();
      told.textContent = 'The connection to the server is lost. What the page shows stands still until it is back.';
      timer = setInterval(() => { seconds.textContent = Math.round((performance.now() - lostAt) / 1000); }, 1000);
    } else if (!lost && timer) {
      clearInterval(timer);
      timer = 0;
      seconds.textContent = '0';
      told.textContent = 'The connection to the server is back.';
    }
    if (notice.classList.contains('components-reconnect-rejected')) {
      location.reload(); // The server is back but no longer knows this page; a new one shows the true state.
    }
  };
  new MutationObserver(watch).observe(notice, { attributes: true, attributeFilter: ['class'] });
})();
