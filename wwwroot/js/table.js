// The table of results: the address that holds its query, keys among its rows, and whether someone points at it.
(() => {
  'use strict';
  const patience = 2000;
  const pick = '.pick-target input';
  const opener = '.device-open';

  const setQuery = (query, parameters) => {
    const others = new URLSearchParams(location.search);
    parameters.forEach(name => others.delete(name));
    const all = [others.toString(), query].filter(part => part).join('&');
    history.replaceState(history.state, '', location.pathname + (all ? `?${all}` : '') + location.hash);
  };

  const setMixed = (box, isMixed) => {
    if (box) {
      box.indeterminate = isMixed;
    }
  };

  // Rows stay where they are while the pointer or the focus is on them; the server is told of both as one.
  const watchTable = (frame, page) => {
    if (!frame) {
      return;
    }
    let told = false;
    let isOver = frame.matches(':hover');
    const tell = () => {
      const held = isOver || frame.contains(document.activeElement);
      if (held !== told) {
        told = held;
        page.invokeMethodAsync('Hold', held).catch(() => { told = !held; }); // The page is closing or the connection is lost.
      }
    };
    frame.addEventListener('pointerenter', () => { isOver = true; tell(); });
    frame.addEventListener('pointerleave', () => { isOver = false; tell(); });
    frame.addEventListener('focusin', tell);
    frame.addEventListener('focusout', () => setTimeout(tell));
    tell();
  };

  const rowsOf = frame => [...frame.querySelectorAll('.device-row')];

  const focus = (row, from) => {
    const control = row.querySelector(from?.matches(pick) ? pick : opener);
    control.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
    return control;
  };

  const step = (frame, target, isDown, isRange) => {
    const row = target.closest('.device-row');
    const next = isDown ? row.nextElementSibling : row.previousElementSibling;
    if (!next?.matches('.device-row')) {
      // The edge of the rows that are drawn: let more come.
      row.scrollIntoView({ block: isDown ? 'end' : 'start' });
      scroller(frame).scrollBy(0, isDown ? row.offsetHeight : -row.offsetHeight);
      return;
    }
    focus(next, target);
    const box = next.querySelector(pick);
    if (isRange && box.checked !== row.querySelector(pick).checked) {
      // With Shift the next row becomes what this one is.
      box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }));
    }
  };

  const scroller = frame => (frame.scrollHeight > frame.clientHeight && getComputedStyle(frame).overflowY !== 'visible' ? frame : document.scrollingElement);

  // The first or last row may have to be drawn first.
  const jump = (frame, target, isEnd) => {
    const wanted = isEnd ? Number(frame.querySelector('table').getAttribute('aria-rowcount')) : 2;
    const find = () => rowsOf(frame).find(row => Number(row.getAttribute('aria-rowindex')) === wanted);
    const box = scroller(frame);
    const edge = frame.getBoundingClientRect()[isEnd ? 'bottom' : 'top'] + box.scrollTop;
    box.scrollTop = box === frame ? (isEnd ? box.scrollHeight : 0) : edge - innerHeight / 2;
    const body = frame.querySelector('tbody');
    let watch = null;
    const take = () => {
      const row = find();
      if (row) {
        watch?.disconnect();
        focus(row, target);
      }
      return row;
    };
    if (!take()) {
      watch = new MutationObserver(take);
      watch.observe(body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-rowindex'] });
      setTimeout(() => watch.disconnect(), patience);
    }
  };

  const press = (event, frame) => {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const { key, target } = event;
    const row = target.closest('.device-row');
    if (!row) {
      if (target === frame && key === 'ArrowDown') {
        const first = rowsOf(frame).find(each => each.getBoundingClientRect().top >= frame.querySelector('thead').getBoundingClientRect().bottom - 1);
        if (first) {
          event.preventDefault();
          focus(first);
        }
      }
      return;
    }
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      step(frame, target, key === 'ArrowDown', event.shiftKey);
    } else if (key === 'Home' || key === 'End') {
      event.preventDefault();
      jump(frame, target, key === 'End');
    } else if (key === ' ' && target.matches(opener)) {
      event.preventDefault();
      row.querySelector(pick).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
    } else if (key === 'Enter' && target.matches(pick)) {
      event.preventDefault();
      row.querySelector(opener).click();
    }
  };

  addEventListener('keydown', event => {
    const frame = event.target.closest?.('.table-frame');
    if (frame) {
      press(event, frame);
    }
  });
  addEventListener('keyup', event => {
    if (event.key === ' ' && event.target.matches?.(opener)) {
      event.preventDefault(); // Else the key that picks would open, too.
    }
  });

  // A menu closes when one goes elsewhere.
  const close = (menus, except) => menus.forEach(menu => { if (menu !== except) { menu.open = false; } });
  addEventListener('pointerdown', event => close(document.querySelectorAll('.menu[open]'), event.target.closest?.('.menu')));
  addEventListener('focusin', event => close(document.querySelectorAll('.menu[open]'), event.target.closest?.('.menu')));
  addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && event.target.closest?.('.menu[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  // A control that goes when it is pressed by key would leave the focus nowhere.
  addEventListener('click', event => {
    const control = event.detail === 0 && event.target.closest?.('.results button');
    const results = control && control.closest('.results');
    if (!results) {
      return;
    }
    const watch = new MutationObserver(() => {
      if (!control.isConnected) {
        watch.disconnect();
        if (document.activeElement === document.body) {
          results.querySelector('.result-filter').focus({ preventScroll: true });
        }
      }
    });
    watch.observe(results, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), patience);
  });

  addEventListener('click', event => {
    if (event.target.closest?.('[data-print]')) {
      print();
    }
  });

  Object.assign(window.netDashboard, { setQuery, setMixed, watchTable });
})();
