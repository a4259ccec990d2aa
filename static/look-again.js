/*
 * While the server works on something, the page asks for itself again in the background. What is different is exchanged: the parts `[data-fresh]`, in their order, and the words in
 * `[data-look-again]`, a live region, so that only news are read out. Once that region is gone from the answer the work is done: its `data-done` is said, and nothing is asked any more.
 * A part in which somebody is just now typing or reading by keyboard is left as it is; the link in the region loads everything.
 * The head of the answer is left out: its styles carry a nonce of their own, which the policy of this page refuses even in a document nobody sees.
 */
const region = document.querySelector('[data-look-again]');
const say = (words) => {
  const line = region?.querySelector('p');
  if (line && line.textContent !== words) line.textContent = words;
};
const look = async () => {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (!answer.ok) return void setTimeout(look, 5_000);
    const page = new DOMParser().parseFromString((await answer.text()).replace(/<head[\s\S]*?<\/head>/, ''), 'text/html');
    const parts = page.querySelectorAll('[data-fresh]');
    document.querySelectorAll('[data-fresh]').forEach((part, at) => {
      if (parts[at] && !part.contains(document.activeElement) && part.innerHTML !== parts[at].innerHTML) part.replaceWith(parts[at]);
    });
    const now = page.querySelector('[data-look-again]');
    if (!now) return say(region.dataset.done);
    say(now.querySelector('p').textContent);
    setTimeout(look, 2_000);
  } catch {
    setTimeout(look, 5_000);
  }
};
if (region) setTimeout(look, 1_500);
