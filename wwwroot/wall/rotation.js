// Which of several views is shown. Time is counted on the monotonic clock.

export const createRotation = () => {
  let shown = 0;
  let since = performance.now();

  return {
    /** The view to show now. */
    turn(count, seconds) {
      if (shown >= count) {
        shown = 0;
      }
      if (seconds > 0 && count > 1 && performance.now() - since >= seconds * 1000) {
        shown = (shown + 1) % count;
        since = performance.now();
      }
      return shown;
    },
  };
};
