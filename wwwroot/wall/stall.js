// Watches the main thread from both sides: a worker paints FROZEN over it while it stands still, and afterwards it notices its own gap.

import { byId } from './dom.js';

const reloadAfter = 30_000;

export const createStall = onStall => {
  const canvas = byId('frozen');
  let worker = null;
  let tickedAt = performance.now();
  let wasVisible = true;

  try {
    worker = new Worker(new URL('./frozen.js', import.meta.url));
    const surface = canvas.transferControlToOffscreen();
    worker.postMessage({ surface }, [surface]);
  } catch (error) {
    console.warn('A frozen page cannot be painted over in this browser.', error);
  }

  return {
    /** To be called often, with the words that tell since when. */
    tick(since) {
      const now = performance.now();
      const isVisible = document.visibilityState === 'visible';
      // Browsers slow pages down that nobody sees; that is no stall.
      if (isVisible && wasVisible && now - tickedAt > reloadAfter) {
        onStall();
      }
      tickedAt = now;
      wasVisible = isVisible;
      const style = getComputedStyle(canvas);
      worker?.postMessage({
        isVisible,
        words: `FROZEN since ${since}`,
        width: Math.round(innerWidth * devicePixelRatio),
        height: Math.round(canvas.clientHeight * devicePixelRatio),
        ground: style.borderTopColor,
        ink: style.color,
        font: style.fontFamily,
      });
    },
  };
};
