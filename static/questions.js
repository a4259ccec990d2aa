// Keys for the queue of questions: J and K move, 1–9 answer. Everything also works without this file.
(() => {
  // Asked for each time: while the server works, the questions are exchanged (look-again.js).
  const asked = () => [...document.querySelectorAll('[data-question]')];
  let current = -1;
  addEventListener('keydown', (event) => {
    const questions = asked();
    if (!questions.length || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const go = (to) => {
      current = Math.max(0, Math.min(questions.length - 1, to));
      questions[current].querySelector('button')?.focus();
      questions[current].scrollIntoView({ block: 'nearest' });
    };
    const inside = questions.findIndex((question) => question.contains(document.activeElement));
    if (inside >= 0) current = inside;
    if (event.key === 'j') go(current + 1);
    else if (event.key === 'k') go(current - 1);
    else if (/^[1-9]$/.test(event.key)) {
      const button = questions[Math.max(0, current)]?.querySelectorAll('button[name=choice]')[Number(event.key) - 1];
      if (button) button.click();
    } else return;
    event.preventDefault();
  });
})();
