// Keys for the review of duplicates: S same, D different, L later, U undo. They work while the focus is in the review and not in a text field (WCAG 2.1.4);
// on a Cyrillic keyboard the key at the same place counts. Everything also works without this file.
(() => {
  const review = document.querySelector('[data-review]');
  if (!review) return;
  const hint = review.querySelector('[data-keys]');
  if (hint) hint.hidden = false;
  const buttons = { s: 'button[name=decision][value=same]', d: 'button[name=decision][value=different]', l: 'button[name=decision][value=later]', u: 'button[data-undo]' };
  let sent = false;
  review.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || sent) return;
    if (event.target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select')) return;
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace('Key', '').toLowerCase();
    const button = buttons[letter] && review.querySelector(buttons[letter]);
    if (!button) return;
    event.preventDefault();
    // One key, one decision: the next page has another pair.
    sent = true;
    button.click();
  });
  review.focus({ preventScroll: true });
})();
